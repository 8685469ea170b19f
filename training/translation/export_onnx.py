"""Step 5: a folder that the `translation` pipeline of transformers.js loads as it is.

Two graphs: the encoder, which ends with the keys and values of the source for every decoder layer, so that they are
computed once; and one decoder for the first piece and for all others, whose cache has a length of zero at first.
"""

import argparse
import inspect
import io
import json
from pathlib import Path

import onnx
import torch

from .encode_data import load_tokenizer
from .network import Tensor, Translator
from .quantise import Quantiser
from .text import NORMALIZER
from .train import load_average
from .workspace import END, PADDING, UNKNOWN, Shape, Workspace, add_workspace_arguments, shape_of

OPSET = 13
WORD_BOUNDARY = "▁"


class EncoderGraph(torch.nn.Module):
    def __init__(self, network: Translator):
        super().__init__()
        self.network = network

    def forward(self, input_ids: Tensor, attention_mask: Tensor) -> Tensor:
        return self.network.encode(input_ids, attention_mask)


class DecoderGraph(torch.nn.Module):
    def __init__(self, network: Translator):
        super().__init__()
        self.network = network

    def forward(self, encoder_attention_mask: Tensor, input_ids: Tensor, encoder_hidden_states: Tensor, *past: Tensor):
        cache = list(zip(past[::2], past[1::2]))
        scores, present = self.network.decode(input_ids, encoder_hidden_states, encoder_attention_mask, cache)
        return (scores + self.network.never, *(part for of_layer in present for part in of_layer))


def cache_names(prefix: str, shape: Shape) -> list[str]:
    """As transformers.js names them."""
    return [f"{prefix}.{layer}.decoder.{part}" for layer in range(shape.decoder_layers) for part in ("key", "value")]


def trace(graph: torch.nn.Module, inputs: tuple, names: dict[str, list[str]], axes: dict) -> onnx.ModelProto:
    """`names`: input_names and output_names."""
    buffer = io.BytesIO()
    # Without folding, a weight stays one tensor with its transpose beside it, and is quantised once.
    options = {"opset_version": OPSET, "do_constant_folding": False, "dynamic_axes": axes, **names}
    if "dynamo" in inspect.signature(torch.onnx.export).parameters:
        # Later versions of torch write another graph unless they are asked not to.
        options["dynamo"] = False
    torch.onnx.export(graph, inputs, buffer, **options)
    return onnx.load_from_string(buffer.getvalue())


def trace_encoder(network: Translator) -> onnx.ModelProto:
    source = torch.tensor([[5, 6, END], [7, END, PADDING]])
    names = {"input_names": ["input_ids", "attention_mask"], "output_names": ["last_hidden_state"]}
    sides = {0: "batch_size", 1: "encoder_sequence_length"}
    axes = {name: sides for of_kind in names.values() for name in of_kind}
    return trace(EncoderGraph(network), (source, (source != PADDING).long()), names, axes)


def trace_decoder(network: Translator) -> onnx.ModelProto:
    shape = network.shape
    source_mask = torch.tensor([[1, 1, 1], [1, 1, 0]])
    memory = torch.randn(2, 3, 2 * shape.decoder_layers * shape.width)
    past, present = cache_names("past_key_values", shape), cache_names("present", shape)
    read = [torch.randn(2, shape.heads, 4, shape.head_width) for _ in past]
    names = {
        "input_names": ["encoder_attention_mask", "input_ids", "encoder_hidden_states", *past],
        "output_names": ["logits", *present],
    }
    source_sides = {0: "batch_size", 1: "encoder_sequence_length"}
    axes = {
        "encoder_attention_mask": source_sides,
        "encoder_hidden_states": source_sides,
        "input_ids": {0: "batch_size", 1: "decoder_sequence_length"},
        "logits": {0: "batch_size", 1: "decoder_sequence_length"},
        **{name: {0: "batch_size", 2: "past_sequence_length"} for name in past},
        **{name: {0: "batch_size", 2: "present_sequence_length"} for name in present},
    }
    return trace(DecoderGraph(network), (source_mask, torch.tensor([[5], [6]]), memory, *read), names, axes)


def settings(shape: Shape, vocabulary: list[tuple[str, float]]) -> dict[str, dict]:
    """The small JSON files, by name."""
    numbers = {"eos_token_id": END, "pad_token_id": PADDING, "decoder_start_token_id": PADDING}
    special = {
        "eos_token": vocabulary[END][0],
        "unk_token": vocabulary[UNKNOWN][0],
        "pad_token": vocabulary[PADDING][0],
    }
    return {
        "config.json": {
            "_note": "Not one of Marian's networks: model_type tells loaders which inputs to pass.",
            "model_type": "marian",
            "architectures": ["MarianMTModel"],
            "is_encoder_decoder": True,
            "d_model": shape.width,
            "encoder_layers": shape.encoder_layers,
            "decoder_layers": shape.decoder_layers,
            "encoder_attention_heads": shape.heads,
            "decoder_attention_heads": shape.heads,
            "encoder_ffn_dim": shape.feed_forward,
            "decoder_ffn_dim": shape.feed_forward,
            "vocab_size": shape.vocabulary,
            "max_position_embeddings": shape.positions,
            **numbers,
        },
        "generation_config.json": {"max_length": shape.positions, **numbers},
        "tokenizer_config.json": {
            "tokenizer_class": "PreTrainedTokenizerFast",
            "model_max_length": shape.positions,
            "clean_up_tokenization_spaces": False,
            **special,
        },
        "special_tokens_map.json": special,
    }


def tokenizer_json(vocabulary: list[tuple[str, float]]) -> dict:
    """The SentencePiece model in the format of Hugging Face's tokenizers."""
    metaspace = {"type": "Metaspace", "replacement": WORD_BOUNDARY, "prepend_scheme": "always", "split": True}
    end = vocabulary[END][0]
    return {
        "version": "1.0",
        "added_tokens": [
            {
                "id": number,
                "content": vocabulary[number][0],
                "special": True,
                "single_word": False,
                "lstrip": False,
                "rstrip": False,
                "normalized": False,
            }
            for number in (END, UNKNOWN, PADDING)
        ],
        "normalizer": NORMALIZER,
        "pre_tokenizer": metaspace,
        "post_processor": {
            "type": "TemplateProcessing",
            "single": [{"Sequence": {"id": "A", "type_id": 0}}, {"SpecialToken": {"id": end, "type_id": 0}}],
            "pair": [{"Sequence": {"id": "A", "type_id": 0}}, {"Sequence": {"id": "B", "type_id": 0}}],
            "special_tokens": {end: {"id": end, "ids": [END], "tokens": [end]}},
        },
        "decoder": metaspace,
        "model": {
            "type": "Unigram",
            "unk_id": UNKNOWN,
            # Numbers written as 64-bit floats with all their digits would double the file.
            "vocab": [[piece, round(score, 5)] for piece, score in vocabulary],
            "byte_fallback": False,
        },
    }


def export(workspace: Workspace, shape: Shape, folder: Path) -> None:
    """Writes the model folder, networks in 8 and in 32 bits; the card (README.md) is written by hand and left alone.

    The 32-bit networks are to compare with: a folder that ships leaves them out.
    """
    network = load_average(workspace, shape)
    tokenizer = load_tokenizer(workspace)
    numbers = range(tokenizer.get_piece_size())
    vocabulary = [(tokenizer.id_to_piece(number), tokenizer.get_score(number)) for number in numbers]
    (folder / "onnx").mkdir(parents=True, exist_ok=True)
    for name, graph in (("encoder_model", trace_encoder(network)), ("decoder_model_merged", trace_decoder(network))):
        onnx.save(graph, str(folder / "onnx" / f"{name}.onnx"))
        Quantiser(graph).run()
        onnx.checker.check_model(graph)
        onnx.save(graph, str(folder / "onnx" / f"{name}_quantized.onnx"))
    for name, content in settings(network.shape, vocabulary).items():
        (folder / name).write_text(f"{json.dumps(content, indent=2)}\n", encoding="utf-8")
    compact = json.dumps(tokenizer_json(vocabulary), ensure_ascii=False, separators=(",", ":"))
    (folder / "tokenizer.json").write_text(f"{compact}\n", encoding="utf-8")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    add_workspace_arguments(parser)
    parser.add_argument("--model-folder", type=Path, required=True, help="for example models/sourcier-french-english")
    arguments = parser.parse_args()
    export(Workspace(arguments.work), shape_of(arguments), arguments.model_folder)
