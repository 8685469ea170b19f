"""Step 5: a folder that the `feature-extraction` pipeline of transformers.js loads as it is.

The graph is two Gathers and their product: int8 rows times a scale per row. `last_hidden_state` holds the vectors of
the pieces, so that mean pooling over the attention mask and normalisation give the sentence vector.
"""

import argparse
import json
from pathlib import Path

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

from .embedder import MAXIMUM_PIECES
from .encode_data import WORD_BOUNDARY, PieceEncoder
from .heads import join_heads
from .text import NORMALIZER
from .workspace import DIMENSIONS, PADDING, START, UNKNOWN, Workspace, add_workspace_arguments

OPSET, IR_VERSION = 13, 8
LARGEST_INT8 = 127


def quantise(vectors: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """int8 rows, and the scale of each row, shape (rows, 1), that multiplies back to the vector."""
    scales = np.abs(vectors).max(axis=1, keepdims=True) / LARGEST_INT8
    rows = np.divide(vectors, scales, out=np.zeros_like(vectors), where=scales > 0)
    return np.round(rows).astype(np.int8), scales.astype(np.float32)


def build_graph(rows: np.ndarray, scales: np.ndarray) -> onnx.ModelProto:
    """input_ids, attention_mask (batch, length) → last_hidden_state (batch, length, dimensions); zero where masked."""
    shape = ["batch", "length"]
    nodes = [
        helper.make_node("Gather", ["rows", "input_ids"], ["int8_rows"]),
        helper.make_node("Cast", ["int8_rows"], ["float_rows"], to=TensorProto.FLOAT),
        helper.make_node("Gather", ["scales", "input_ids"], ["row_scales"]),
        helper.make_node("Mul", ["float_rows", "row_scales"], ["vectors"]),
        helper.make_node("Cast", ["attention_mask"], ["float_mask"], to=TensorProto.FLOAT),
        helper.make_node("Unsqueeze", ["float_mask", "last_axis"], ["mask"]),
        helper.make_node("Mul", ["vectors", "mask"], ["last_hidden_state"]),
    ]
    input_names = ("input_ids", "attention_mask")
    graph = helper.make_graph(
        nodes,
        "sourcier-bilingual-static",
        inputs=[helper.make_tensor_value_info(name, TensorProto.INT64, shape) for name in input_names],
        outputs=[helper.make_tensor_value_info("last_hidden_state", TensorProto.FLOAT, [*shape, rows.shape[1]])],
        initializer=[
            numpy_helper.from_array(rows, "rows"),
            numpy_helper.from_array(scales, "scales"),
            numpy_helper.from_array(np.array([-1], dtype=np.int64), "last_axis"),
        ],
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", OPSET)], producer_name="sourcier")
    model.ir_version = IR_VERSION
    onnx.checker.check_model(model)
    return model


def tokenizer_json(vocabulary: list[tuple[str, float]]) -> dict:
    """The tokenizer in Hugging Face's format.

    `added_tokens` is empty on purpose: a document that contains the characters "<s>" must not inject a special piece.
    """
    start = vocabulary[START][0]
    return {
        "version": "1.0",
        "truncation": None,
        "padding": None,
        "added_tokens": [],
        "normalizer": NORMALIZER,
        "pre_tokenizer": {
            "type": "Sequence",
            "pretokenizers": [
                {"type": "WhitespaceSplit"},
                {"type": "Metaspace", "replacement": WORD_BOUNDARY, "prepend_scheme": "always", "split": True},
            ],
        },
        "post_processor": {
            "type": "TemplateProcessing",
            "single": [{"SpecialToken": {"id": start, "type_id": 0}}, {"Sequence": {"id": "A", "type_id": 0}}],
            "pair": [
                {"SpecialToken": {"id": start, "type_id": 0}},
                {"Sequence": {"id": "A", "type_id": 0}},
                {"Sequence": {"id": "B", "type_id": 0}},
            ],
            "special_tokens": {start: {"id": start, "ids": [START], "tokens": [start]}},
        },
        "decoder": {"type": "Metaspace", "replacement": WORD_BOUNDARY, "prepend_scheme": "always", "split": True},
        "model": {
            "type": "Unigram",
            "unk_id": UNKNOWN,
            "vocab": [[piece, float(str(np.float32(score)))] for piece, score in vocabulary],
            "byte_fallback": False,
        },
    }


def settings(vocabulary: list[tuple[str, float]]) -> dict[str, dict]:
    """The small JSON files, by name."""
    special = {
        "bos_token": vocabulary[START][0],
        "unk_token": vocabulary[UNKNOWN][0],
        "pad_token": vocabulary[PADDING][0],
    }
    return {
        "config.json": {
            "_note": "Static token vectors, no transformer; model_type only tells loaders which inputs to pass.",
            "model_type": "bert",
            "architectures": ["BertModel"],
            "hidden_size": DIMENSIONS,
            "vocab_size": len(vocabulary),
            "pad_token_id": PADDING,
            "max_position_embeddings": MAXIMUM_PIECES,
            "transformers.js_config": {"dtype": "q8"},
        },
        "tokenizer_config.json": {
            "tokenizer_class": "PreTrainedTokenizerFast",
            "model_max_length": MAXIMUM_PIECES,
            "model_input_names": ["input_ids", "attention_mask"],
            "clean_up_tokenization_spaces": False,
            **special,
        },
        "special_tokens_map.json": special,
        "sourcier.json": {
            "pooling": "mean",
            "normalise": True,
            "dimensions": DIMENSIONS,
            "queryPrefix": "",
            "passagePrefix": "",
            "maxTokens": MAXIMUM_PIECES,
        },
    }


def export(workspace: Workspace, folder: Path) -> None:
    """Writes the model folder; the card (README.md) is written by hand and left alone."""
    encoder = PieceEncoder(workspace.tokenizer)
    vocabulary = encoder.vocabulary()
    vectors = join_heads(workspace)
    vectors[sorted(encoder.silent_pieces)] = 0
    (folder / "onnx").mkdir(parents=True, exist_ok=True)
    onnx.save(build_graph(*quantise(vectors)), str(folder / "onnx" / "model_quantized.onnx"))
    for name, content in settings(vocabulary).items():
        text = json.dumps(content, ensure_ascii=False, indent=2)
        (folder / name).write_text(f"{text}\n", encoding="utf-8")
    compact = json.dumps(tokenizer_json(vocabulary), ensure_ascii=False, separators=(",", ":"))
    (folder / "tokenizer.json").write_text(f"{compact}\n", encoding="utf-8")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    add_workspace_arguments(parser)
    parser.add_argument("--model-folder", type=Path, required=True, help="for example models/sourcier-bilingual-static")
    arguments = parser.parse_args()
    export(Workspace(arguments.work), arguments.model_folder)
