"""Training examples: a query, the text that answers to it, and the candidates that must not count as wrong.

Three tasks share one shape. Translation: a sentence and its translation. Paraphrase: two sentences with one translation.
Passage: a sentence and its neighbours in document order (the inverse cloze task of Lee, Chang & Toutanova, ACL 2019), a
heading or a question and the text that follows it; in the same language or across.
"""

from dataclasses import dataclass

import numpy as np

from ..parallel_text import group_of
from .clusters import Clusters, find_clusters
from .encode_data import ENGLISH, FRENCH, EncodedPairs
from .mixture import LEADING_SHARES, PASSAGE_SHARES, RowSampler
from .prepare_data import SENTENCE

PASSAGE_DIRECTIONS = ((FRENCH, FRENCH), (ENGLISH, FRENCH), (FRENCH, ENGLISH), (ENGLISH, ENGLISH))
PASSAGE_DIRECTION_SHARES = (0.32, 0.40, 0.12, 0.16)

PASSAGE_PIECES = (40, 220)
"""Size of a passage without its query: drawn uniformly, about 30 to 170 words."""

QUERY_KEPT = (0.4, 1.0)
"""Share of a passage query's pieces that is kept: questions are shorter than the sentences that answer them."""

QUERY_LEFT_IN_PASSAGE = 0.25
"""How often the passage contains its query, so that shared names and rare words count."""

OPENED_LIKE_A_QUESTION = 0.4
"""How often a passage query is put after the opening of a question."""

ALIKE_SHARE = 0.5
"""Largest share of a translation batch that comes from one cluster of rows that are alike."""

LEADING_SHARE = 0.4
"""Share of passage batches whose queries are headings and questions, and whose passages follow them."""

FROM_NEAR_SHARE = 0.5
"""Share of passage batches drawn around a few rows: other passages of the same document are the hard negatives."""

ROWS_AROUND = 32
REACH_AROUND = 1_500
"""How many rows are drawn around one, and how far from it."""

MINIMUM_QUERY_PIECES = 3
NEIGHBOUR_ROWS = 16
"""Rows this near belong to the same text: their passages overlap, so they are no counter-example to each other."""


@dataclass
class Bags:
    """Texts as bags of pieces: bag i is `pieces[offsets[i]:offsets[i + 1]]`."""

    pieces: np.ndarray
    offsets: np.ndarray


@dataclass
class Batch:
    """`targets[i]` answers `queries[i]`; `conflicts[i, j]` marks a target j that may well answer query i too."""

    queries: Bags
    targets: Bags
    conflicts: np.ndarray


class BatchMaker:
    """Draws batches of either task, reproducibly, and leaves the held-out rows alone."""

    def __init__(
        self,
        pairs: EncodedPairs,
        openings: dict[int, list[list[int]]],
        held_out: np.ndarray,
        pair_shares: dict[str, float],
        seed: int,
    ):
        """`openings`: for each language, openings of questions as piece numbers. `pair_shares`: see PAIR_SHARES."""
        self._openings = openings
        self._pieces = pairs.pieces
        self._offsets = pairs.offsets
        self._random = np.random.default_rng(seed)
        self._keys = np.stack([text_keys(pairs, ENGLISH), text_keys(pairs, FRENCH)])
        self._first_of_source, self._end_of_source = source_bounds(pairs.sources)
        groups = np.array([group_of(source) for source in pairs.sources])
        in_training = np.ones(len(groups), dtype=bool)
        in_training[held_out] = False
        long_enough = (np.diff(pairs.offsets) >= MINIMUM_QUERY_PIECES).all(axis=0)
        self._leads = pairs.kinds != SENTENCE
        self._in_passages = in_training & long_enough & np.isin(groups, [g for g, s in PASSAGE_SHARES.items() if s > 0])
        self._pair_rows = RowSampler(groups, in_training, pair_shares)
        self._passage_rows = RowSampler(groups, in_training & long_enough, PASSAGE_SHARES)
        self._leading_rows = RowSampler(groups, in_training & self._leads, LEADING_SHARES)
        self._clusters: list[Clusters] = []
        everyday = np.flatnonzero((groups == "everyday") & in_training)
        self._alike = {language: rows_alike(self._keys, language, everyday) for language in (ENGLISH, FRENCH)}

    def translation(self, size: int) -> Batch:
        """Queries in English, targets in French; once there are clusters, part of them of one cluster."""
        group = self._pair_rows.draw_group(self._random)
        rows = self._pair_rows.draw_from(group, size, self._random)
        if self._clusters:
            alike = self._clusters[group].draw(int(ALIKE_SHARE * size), self._random)
            rows[: len(alike)] = alike
        return self.translation_of(rows)

    def cluster(self, embed) -> None:
        """Finds rows that are alike by their English text. `embed`: bags → unit vectors."""

        def embed_rows(rows: np.ndarray):
            return embed(self._whole_rows(np.full(len(rows), ENGLISH), rows))

        self._clusters = [find_clusters(rows, embed_rows, self._random) for rows in self._pair_rows.groups]

    def translation_of(self, rows: np.ndarray) -> Batch:
        """The same for given rows."""
        english = self._whole_rows(np.full(len(rows), ENGLISH), rows)
        french = self._whole_rows(np.full(len(rows), FRENCH), rows)
        return Batch(english, french, self._conflicts(rows))

    def paraphrase(self, size: int) -> Batch:
        """Queries and targets in one language, which the other renders alike."""
        language = self._random.choice([ENGLISH, FRENCH])
        first, second = self._alike[language]
        pairs = self._random.choice(len(first), min(size, len(first)), replace=False)
        languages = np.full(len(pairs), language)
        queries = self._whole_rows(languages, first[pairs])
        targets = self._whole_rows(languages, second[pairs])
        return Batch(queries, targets, self._conflicts(first[pairs]) | self._conflicts(second[pairs]))

    def passage(self, size: int) -> Batch:
        """Queries and passages in the directions of PASSAGE_DIRECTIONS, mixed."""
        leading = self._random.random() < LEADING_SHARE
        sampler = self._leading_rows if leading else self._passage_rows
        rows = sampler.draw(size, self._random)
        if not leading and self._random.random() < FROM_NEAR_SHARE:
            rows = self._draw_around(rows[: size // ROWS_AROUND])
        directions = self._random.choice(len(PASSAGE_DIRECTIONS), len(rows), p=PASSAGE_DIRECTION_SHARES)
        query_languages, passage_languages = np.array(PASSAGE_DIRECTIONS)[directions].T
        sentences = self._whole_rows(query_languages, rows)
        queries = self._open_like_questions(sentences if leading else self._drop_pieces(sentences), query_languages)
        return Batch(queries, self._surroundings(passage_languages, rows, leading), self._conflicts(rows))

    def _draw_around(self, centres: np.ndarray) -> np.ndarray:
        """ROWS_AROUND rows of the same source around each centre."""
        offsets = self._random.integers(-REACH_AROUND, REACH_AROUND + 1, (len(centres), ROWS_AROUND))
        first, end = self._first_of_source[centres, None], self._end_of_source[centres, None]
        rows = np.clip(centres[:, None] + offsets, first, end - 1).ravel()
        return np.unique(rows[self._in_passages[rows]])

    def _whole_rows(self, languages: np.ndarray, rows: np.ndarray) -> Bags:
        starts = self._offsets[languages, rows]
        ends = self._offsets[languages, rows + 1]
        return join_segments(self._pieces, starts[:, None], ends[:, None])

    def _surroundings(self, languages: np.ndarray, rows: np.ndarray, follow: bool) -> Bags:
        """The whole rows that fit a drawn size before and after each row, and one more after: few are left empty.

        They never cross into another source. With `follow`, only what comes after the row.
        """
        size = self._random.integers(*PASSAGE_PIECES, len(rows))
        pieces_before = (size * self._random.random(len(rows)) * (not follow)).astype(np.int64)
        first, end = rows.copy(), rows + 1
        for language in (ENGLISH, FRENCH):
            chosen = languages == language
            offsets = self._offsets[language]
            reach_back = offsets[rows[chosen]] - pieces_before[chosen]
            reach_forward = offsets[rows[chosen] + 1] + (size - pieces_before)[chosen]
            first[chosen] = np.searchsorted(offsets, reach_back, side="left")
            end[chosen] = np.searchsorted(offsets, reach_forward, side="right")
        first = np.clip(first, self._first_of_source[rows], rows)
        end = np.clip(end, rows + 1, self._end_of_source[rows])
        left_in = self._random.random(len(rows)) < QUERY_LEFT_IN_PASSAGE
        own_start, own_end = self._offsets[languages, rows], self._offsets[languages, rows + 1]
        starts = np.stack([self._offsets[languages, first], own_start, own_end], axis=1)
        ends = np.stack([own_start, np.where(left_in, own_end, own_start), self._offsets[languages, end]], axis=1)
        return join_segments(self._pieces, starts, ends)

    def _drop_pieces(self, bags: Bags) -> Bags:
        """Keeps a random share of each bag; a bag may end up empty, and is then its start piece alone."""
        lengths = np.diff(bags.offsets)
        kept_share = self._random.uniform(*QUERY_KEPT, len(lengths))
        kept = self._random.random(len(bags.pieces)) < np.repeat(kept_share, lengths)
        offsets = np.concatenate([[0], np.cumsum(kept)])[bags.offsets]
        return Bags(bags.pieces[kept], offsets)

    def _open_like_questions(self, bags: Bags, languages: np.ndarray) -> Bags:
        """Puts the opening of a question before a random share of the bags."""
        opened = []
        chosen = self._random.random(len(languages)) < OPENED_LIKE_A_QUESTION
        for index, start in enumerate(bags.offsets[:-1]):
            openings = self._openings[languages[index]]
            opened.append(openings[self._random.integers(len(openings))] if chosen[index] else [])
            opened.append(bags.pieces[start : bags.offsets[index + 1]])
        lengths = np.array([len(part) for part in opened]).reshape(-1, 2).sum(axis=1)
        return Bags(np.concatenate(opened).astype(np.int64), np.concatenate([[0], np.cumsum(lengths)]))

    def _conflicts(self, rows: np.ndarray) -> np.ndarray:
        conflicts = np.abs(rows[:, None] - rows) <= NEIGHBOUR_ROWS
        for keys in self._keys:
            conflicts |= keys[rows][:, None] == keys[rows]
        np.fill_diagonal(conflicts, False)
        return conflicts


def join_segments(pieces: np.ndarray, starts: np.ndarray, ends: np.ndarray) -> Bags:
    """Bag i joins the segments `pieces[starts[i, k]:ends[i, k]]` over k; `starts`, `ends`: shape (bags, segments)."""
    lengths = (ends - starts).ravel()
    positions = np.repeat(starts.ravel() - np.cumsum(lengths) + lengths, lengths) + np.arange(lengths.sum())
    offsets = np.concatenate([[0], np.cumsum((ends - starts).sum(axis=1))])
    return Bags(pieces[positions].astype(np.int64), offsets)


def text_keys(pairs: EncodedPairs, language: int) -> np.ndarray:
    """A number for each row that is the same for the same text."""
    data, offsets = pairs.pieces, pairs.offsets[language]
    return np.array([hash(data[start:end].tobytes()) for start, end in zip(offsets, offsets[1:])])


def rows_alike(keys: np.ndarray, language: int, rows: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Pairs of rows with other texts in `language` and one text in the other language."""
    order = rows[np.argsort(keys[1 - language][rows], kind="stable")]
    first, second = order[:-1], order[1:]
    alike = (keys[1 - language][first] == keys[1 - language][second]) & (keys[language][first] != keys[language][second])
    return first[alike], second[alike]


def source_bounds(sources: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """For each row, the first row of its run of the same source and the row after that run."""
    changes = np.flatnonzero(sources[1:] != sources[:-1]) + 1
    bounds = np.concatenate([[0], changes, [len(sources)]])
    runs = np.searchsorted(bounds, np.arange(len(sources)), side="right") - 1
    return bounds[runs], bounds[runs + 1]
