"""Rows that are alike, so that a batch holds counter-examples that are hard to tell apart.

A half-trained model finds which rows are alike: each goes to the nearest of some rows drawn as centres. This is a cheap
stand-in for mining the nearest wrong candidates (Xiong et al., ICLR 2021): every other row of the cluster is one.
"""

import numpy as np
import torch

ROWS_PER_CLUSTER = 800
ROWS_AT_ONCE = 50_000


class Clusters:
    """The clusters of the rows of one group."""

    def __init__(self, rows: np.ndarray, labels: np.ndarray):
        """`labels[i]`: the cluster of `rows[i]`."""
        order = np.argsort(labels, kind="stable")
        self._rows = rows[order]
        self._ends = np.searchsorted(labels[order], np.arange(labels.max() + 1), side="right")

    def draw(self, count: int, random: np.random.Generator) -> np.ndarray:
        """At most `count` different rows of one cluster, the larger the likelier."""
        cluster = np.searchsorted(self._ends, random.integers(len(self._rows)), side="right")
        start = self._ends[cluster - 1] if cluster > 0 else 0
        members = self._rows[start : self._ends[cluster]]
        return random.choice(members, min(count, len(members)), replace=False)


def find_clusters(rows: np.ndarray, embed, random: np.random.Generator) -> Clusters:
    """`embed`: row numbers → unit vectors, a tensor of shape (rows, dimensions)."""
    centres = embed(random.choice(rows, max(1, len(rows) // ROWS_PER_CLUSTER), replace=False))
    parts = np.array_split(rows, len(rows) // ROWS_AT_ONCE + 1)
    labels = [(embed(part) @ centres.T).argmax(dim=1).numpy() for part in parts]
    return Clusters(rows, np.concatenate(labels))
