"""Text → sentence vector in Python, from a checkpoint or from the exported model.

Run as a script, it reads a JSON array of texts from standard input and writes their vectors: `check.mjs` compares them
with those of transformers.js.
"""

import argparse
import json
import sys
from pathlib import Path

import numpy as np
import onnx
from onnx import numpy_helper

from .encode_data import PieceEncoder
from .heads import join_heads
from .text import normalise
from .workspace import START, Workspace, add_workspace_arguments

MAXIMUM_PIECES = 512
"""Longest text, the start piece included; what follows is cut off. The model has no other limit."""


class Embedder:
    """Mean of the pieces' vectors, at unit length: what `feature-extraction` does with mean pooling."""

    def __init__(self, encoder: PieceEncoder, vectors: np.ndarray):
        """`vectors`: shape (vocabulary, dimensions), 32-bit floats."""
        self._encoder = encoder
        self._vectors = vectors

    @classmethod
    def from_checkpoints(cls, workspace: Workspace) -> "Embedder":
        """The unquantised vectors that train.py saved, all heads together."""
        return cls(PieceEncoder(workspace.tokenizer), join_heads(workspace))

    @classmethod
    def from_onnx(cls, tokenizer: Path, model: Path) -> "Embedder":
        """The int8 rows and scales of an exported graph."""
        tensors = onnx.load(str(model)).graph.initializer
        arrays = {tensor.name: numpy_helper.to_array(tensor) for tensor in tensors}
        return cls(PieceEncoder(tokenizer), arrays["rows"].astype(np.float32) * arrays["scales"])

    def embed(self, texts: list[str]) -> np.ndarray:
        """Unit vectors, shape (texts, dimensions)."""
        encoded = self._encoder([normalise(text) for text in texts])
        sums = np.stack([self._vectors[[START, *pieces][:MAXIMUM_PIECES]].sum(axis=0) for pieces in encoded])
        return sums / np.linalg.norm(sums, axis=1, keepdims=True)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    add_workspace_arguments(parser)
    parser.add_argument("--model", type=Path, required=True, help="an exported .onnx")
    arguments = parser.parse_args()
    embedder = Embedder.from_onnx(Workspace(arguments.work).tokenizer, arguments.model)
    json.dump(embedder.embed(json.load(sys.stdin)).tolist(), sys.stdout)
