"""Renders sentences by the average weights of the checkpoint, unquantised: what `render.mjs` does with the exported model.

    python3 -m training.translation.render < sentences.json > renderings.json
"""

import argparse
import json
import sys

import torch

from .encode_data import load_tokenizer
from .network import translate
from .text import normalise
from .train import load_average
from .workspace import Shape, Workspace, add_workspace_arguments, shape_of

ROWS_AT_ONCE = 64


def render(workspace: Workspace, shape: Shape, texts: list[str]) -> list[str]:
    """What is longer than the network reads is cut off."""
    tokenizer = load_tokenizer(workspace)
    network = load_average(workspace, shape, "cuda" if torch.cuda.is_available() else "cpu")
    sources = [tokenizer.encode(normalise(text))[: shape.positions - 1] for text in texts]
    renderings = [""] * len(texts)
    order = sorted(range(len(texts)), key=lambda place: len(sources[place]))
    for start in range(0, len(order), ROWS_AT_ONCE):
        places = order[start : start + ROWS_AT_ONCE]
        for place, pieces in zip(places, translate(network, [sources[place] for place in places])):
            renderings[place] = tokenizer.decode(pieces)
    return renderings


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    add_workspace_arguments(parser)
    arguments = parser.parse_args()
    json.dump(render(Workspace(arguments.work), shape_of(arguments), json.load(sys.stdin)), sys.stdout)
