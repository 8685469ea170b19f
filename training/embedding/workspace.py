"""Where the steps leave their results, and the arguments that they share.

    <work>/pairs.tsv                     source, kind, English, French: normalised, in document order
    <work>/tokenizer.model, .vocab       SentencePiece
    <work>/encoded.npz                   every pair as piece numbers
    <work>/checkpoint-<head>.npz         token vectors in 32-bit floats, rewritten while training goes on
    <work>/validation-<head>.jsonl       what was measured while training
"""

import argparse
from pathlib import Path

from ..parallel_text import add_data_argument

SEED = 20261120

HEADS = ("translation", "passages")
"""Two halves of each vector, trained apart: what tells translations apart and what finds passages are not the same."""

HEAD_DIMENSIONS = 256
DIMENSIONS = len(HEADS) * HEAD_DIMENSIONS

PADDING, UNKNOWN, START = 0, 1, 2
"""Numbers of the special pieces. START opens every text, so that even an empty one has a vector."""


class Workspace:
    """Paths inside the working folder, which lies outside the repository: it holds training text."""

    def __init__(self, folder: Path):
        self.folder = folder
        self.pairs = folder / "pairs.tsv"
        self.tokenizer_prefix = folder / "tokenizer"
        self.tokenizer = folder / "tokenizer.model"
        self.encoded = folder / "encoded.npz"

    def checkpoint(self, head: str) -> Path:
        return self.folder / f"checkpoint-{head}.npz"

    def validation(self, head: str) -> Path:
        return self.folder / f"validation-{head}.jsonl"


def add_workspace_arguments(parser: argparse.ArgumentParser) -> None:
    """--data (read only) and --work (written)."""
    add_data_argument(parser)
    parser.add_argument(
        "--work",
        type=Path,
        default="/tmp/sourcier-training",
        help="working folder, outside the repository (default: %(default)s)",
    )
