"""The heads side by side: the vectors that ship.

A sum of cosines is the cosine of vectors laid end to end, so the two heads vote, each with as much weight as the lengths
of its vectors give it.
"""

import numpy as np

from .encode_data import EncodedPairs
from .workspace import HEADS, Workspace


def root_mean_square_length(vectors: np.ndarray, piece_counts: np.ndarray) -> float:
    """The length of a piece's vector in running text: the root of the mean square over all pieces as they occur."""
    squares = (vectors.astype(np.float64) ** 2).sum(axis=1)
    return float(np.sqrt((piece_counts * squares).sum() / piece_counts.sum()))


def join_heads(workspace: Workspace) -> np.ndarray:
    """The checkpoints of all heads, brought to one length and laid end to end. Shape (vocabulary, DIMENSIONS)."""
    heads = [np.load(workspace.checkpoint(head))["vectors"] for head in HEADS]
    counts = np.bincount(EncodedPairs.load(workspace.encoded).pieces, minlength=len(heads[0]))
    return np.concatenate([vectors / root_mean_square_length(vectors, counts) for vectors in heads], axis=1)
