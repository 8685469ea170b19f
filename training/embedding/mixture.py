"""How much of each kind of text a batch holds, and how rows are drawn.

Law is half of all rows and is held to a third; the policy and AI sources, two rows in a hundred, are nearest to the
documents that people will ask about and are drawn eight times more often than their number would have them.
"""

import numpy as np

PAIR_SHARES = {
    "translation": {
        "law": 0.17,
        "everyday": 0.50,
        "policy": 0.12,
        "software": 0.06,
        "products": 0.09,
        "dictionary": 0.06,
    },
    "passages": {
        "law": 0.26,
        "everyday": 0.28,
        "policy": 0.17,
        "software": 0.08,
        "products": 0.13,
        "dictionary": 0.08,
    },
}
"""Share of each group among the translation pairs of each head."""

PASSAGE_SHARES = {"law": 0.32, "everyday": 0.0, "policy": 0.30, "software": 0.16, "products": 0.22, "dictionary": 0.0}
"""Share of each group among passages. Tatoeba and the dictionary have no document order."""

LEADING_SHARES = {"law": 0.20, "everyday": 0.0, "policy": 0.30, "software": 0.20, "products": 0.30, "dictionary": 0.0}
"""Share of each group among headings and questions with the text that follows them."""


class RowSampler:
    """Draws row numbers: a group by its share, then rows of that group, all alike.

    `draw` keeps to one group, because texts of one kind are harder to tell apart; `draw_mixed` draws from all. Groups go
    by their number.
    """

    def __init__(self, groups: np.ndarray, allowed: np.ndarray, shares: dict[str, float]):
        """`groups`: the group name of each row; `allowed`: which rows may be drawn. Groups left empty are skipped."""
        wanted = [name for name, share in shares.items() if share > 0]
        rows_of_group = {name: np.flatnonzero((groups == name) & allowed) for name in wanted}
        self.groups = [rows for rows in rows_of_group.values() if len(rows)]
        weights = np.array([shares[name] for name, rows in rows_of_group.items() if len(rows)])
        self._weights = weights / weights.sum()

    def draw(self, count: int, random: np.random.Generator) -> np.ndarray:
        """`count` row numbers of one group."""
        return self.draw_from(self.draw_group(random), count, random)

    def draw_group(self, random: np.random.Generator) -> int:
        """A group, by its share."""
        return int(random.choice(len(self.groups), p=self._weights))

    def draw_from(self, group: int, count: int, random: np.random.Generator) -> np.ndarray:
        """`count` row numbers of a group."""
        return random.choice(self.groups[group], count, replace=True)

    def draw_mixed(self, count: int, random: np.random.Generator) -> np.ndarray:
        """`count` row numbers of all groups, group by group."""
        counts = random.multinomial(count, self._weights)
        return np.concatenate([random.choice(rows, size, replace=True) for rows, size in zip(self.groups, counts)])
