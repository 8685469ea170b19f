"""Where the steps leave their results, and what they share.

    <work>/pairs.tsv, held-out.tsv     source, French, English: normalised, in document order
    <work>/tokenizer.model, .vocab     SentencePiece
    <work>/encoded.npz                 the pairs as piece numbers
    <work>/checkpoint.pt               weights, their average and the optimiser's state
    <work>/losses.jsonl                what was measured while training
"""

import argparse
from dataclasses import dataclass
from pathlib import Path

from ..parallel_text import add_data_argument

SEED = 20261128

END, UNKNOWN, PADDING = 0, 1, 2
"""Numbers of the special pieces, as Marian's models have them. A rendering is opened by PADDING and closed by END."""


@dataclass(frozen=True)
class Shape:
    """How large the network is. The decoder runs once per piece of the rendering, so it has fewer layers.

    Narrow networks bear higher learning rates, and those that are too small to learn by heart need no dropout.
    """

    vocabulary: int = 24_000
    width: int = 384
    heads: int = 6
    feed_forward: int = 1_536
    encoder_layers: int = 6
    decoder_layers: int = 3
    positions: int = 256
    """Longest text in pieces, END included."""
    dropout: float = 0.1
    learning_rate: float = 1e-3

    @property
    def head_width(self) -> int:
        return self.width // self.heads


SHAPE = Shape()
TOY_SHAPE = Shape(
    vocabulary=400,
    width=64,
    heads=4,
    feed_forward=128,
    encoder_layers=1,
    decoder_layers=2,
    positions=64,
    dropout=0,
    learning_rate=5e-3,
)


class Workspace:
    """Paths inside the working folder, which lies outside the repository: it holds training text."""

    def __init__(self, folder: Path):
        self.folder = folder
        self.pairs = folder / "pairs.tsv"
        self.held_out = folder / "held-out.tsv"
        self.tokenizer_prefix = folder / "tokenizer"
        self.tokenizer = folder / "tokenizer.model"
        self.encoded = folder / "encoded.npz"
        self.checkpoint = folder / "checkpoint.pt"
        self.losses = folder / "losses.jsonl"


def add_workspace_arguments(parser: argparse.ArgumentParser) -> None:
    """--data (read only), --work (written) and --toy."""
    add_data_argument(parser)
    parser.add_argument(
        "--work",
        type=Path,
        default="/tmp/sourcier-translation",
        help="working folder, outside the repository (default: %(default)s)",
    )
    parser.add_argument("--toy", action="store_true", help="little data, a small network, few steps")


def shape_of(arguments: argparse.Namespace) -> Shape:
    """The network that --toy asks for, or the one that ships."""
    return TOY_SHAPE if arguments.toy else SHAPE
