"""Batches of pairs of about one length, so that little of a batch is padding."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Callable, Iterator

import numpy as np

from ..parallel_text import group_of
from .encode_data import ENGLISH, FRENCH, EncodedPairs
from .mixture import RowSampler
from .workspace import END, PADDING, SEED

BATCHES_PER_POOL = 64
"""Rows are drawn for so many batches and then put in order of length."""

USUAL_PIECES = 30
"""About how many pieces a side has: from this follows how many rows a pool needs."""

JOINED_SHARE, MOST_JOINED = 0.15, 3
"""How often a row is followed by the next ones of its source, and by how many: quotes may be longer than a sentence."""


@dataclass
class Batch:
    """Piece numbers, shape (rows, pieces), padded at the end. `source` and `target` end with END."""

    source: np.ndarray
    target: np.ndarray

    @property
    def written(self) -> np.ndarray:
        """What the decoder reads to predict `target`: PADDING, then all but its last piece."""
        return np.pad(self.target[:, :-1], ((0, 0), (1, 0)), constant_values=PADDING)


class BatchMaker:
    """Draws batches, reproducibly: the same pool number and progress give the same pool."""

    def __init__(self, pairs: EncodedPairs, positions: int, pieces_per_batch: int):
        """`positions`: longest side, END included. `pieces_per_batch`: padded, of the longer side."""
        self._pairs = pairs
        self._longest = positions - 1
        self._pieces_per_batch = pieces_per_batch
        self._sampler = RowSampler(np.array([group_of(source) for source in pairs.sources]))
        self._ends = ends_of_sources(pairs.sources)

    def stream(self, first_pool: int, progress: Callable[[], float]) -> Iterator[tuple[int, Batch]]:
        """Batches without end, each with its pool's number; the next pool is made while one is learned from."""
        with ThreadPoolExecutor(1) as background:
            number = first_pool
            coming = background.submit(self.pool, number, progress())
            while True:
                batches = coming.result()
                coming = background.submit(self.pool, number + 1, progress())
                yield from ((number, batch) for batch in batches)
                number += 1

    def pool(self, number: int, progress: float) -> list[Batch]:
        """One pool, its batches in random order."""
        random = np.random.default_rng([SEED, number])
        rows = self._sampler.draw(BATCHES_PER_POOL * self._pieces_per_batch // USUAL_PIECES, progress, random)
        batches = self.cut(rows, self._draw_ends(rows, random))
        return [batches[place] for place in random.permutation(len(batches))]

    def cut(self, rows: np.ndarray, ends: np.ndarray) -> list[Batch]:
        """Batches of the runs `rows[i]:ends[i]`, in order of length. What is too long for the network is left out."""
        starts = self._pairs.offsets[:, rows]
        stops = self._pairs.offsets[:, ends]
        longer = (stops - starts).max(axis=0)
        order = np.lexsort(((stops - starts)[FRENCH], longer))
        order = order[longer[order] <= self._longest]
        batches = []
        while len(order):
            # Lengths grow along the order: halving a batch too large comes close enough to the largest that fits.
            count = min(len(order), self._pieces_per_batch // (longer[order[0]] + 1) + 1)
            while count > 1 and count * (longer[order[count - 1]] + 1) > self._pieces_per_batch:
                count -= max(1, count // 8)
            chosen, order = order[:count], order[count:]
            sides = [self._pad(side, starts[side, chosen], stops[side, chosen]) for side in (FRENCH, ENGLISH)]
            batches.append(Batch(*sides))
        return batches

    def _draw_ends(self, rows: np.ndarray, random: np.random.Generator) -> np.ndarray:
        """One after each row, or a few rows further within the source while both sides fit."""
        joined = np.where(random.random(len(rows)) < JOINED_SHARE, random.integers(1, MOST_JOINED + 1, len(rows)), 0)
        ends = np.minimum(rows + 1 + joined, self._ends[rows])
        lengths = self._pairs.offsets[:, ends] - self._pairs.offsets[:, rows]
        return np.where((lengths <= self._longest).all(axis=0), ends, rows + 1)

    def _pad(self, side: int, starts: np.ndarray, stops: np.ndarray) -> np.ndarray:
        lengths = stops - starts
        places = np.arange(lengths.max() + 1)
        inside = places < lengths[:, None]
        padded = np.full(inside.shape, PADDING, dtype=np.int64)
        padded[inside] = self._pairs.pieces[side][(starts[:, None] + places)[inside]]
        padded[places == lengths[:, None]] = END
        return padded


def ends_of_sources(sources: np.ndarray) -> np.ndarray:
    """For each row, the row after its run of the same source. Terms of a dictionary are never joined."""
    changes = np.flatnonzero(sources[1:] != sources[:-1]) + 1
    bounds = np.append(changes, len(sources))
    ends = bounds[np.searchsorted(bounds, np.arange(len(sources)), side="right")]
    alone = np.array([group_of(source) in ("dictionary", "everyday") for source in sources])
    return np.where(alone, np.arange(len(sources)) + 1, ends)
