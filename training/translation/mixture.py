"""How much of each kind of text is learned from.

Law is half of all rows and is held to less than a third; policy and AI sources, two rows in a hundred, are nearest to
what will be quoted and are drawn seven times more often than their number would have them. What machines translated
counts little, and towards the end not at all: the last thing learned is how people translate.
"""

import numpy as np

SHARES = {
    "law": 0.28,
    "everyday": 0.20,
    "policy": 0.16,
    "products": 0.15,
    "software": 0.11,
    "dictionary": 0.04,
    "machine": 0.06,
}

MACHINE_UNTIL = 0.6
"""Share of the training after which no machine-translated pair is drawn."""


class RowSampler:
    """Draws row numbers: a group by its share, then a row of that group, all alike."""

    def __init__(self, groups: np.ndarray):
        """`groups`: the group name of each row. Groups without rows are skipped."""
        rows_of_group = {name: np.flatnonzero(groups == name) for name in SHARES}
        self._rows = {name: rows for name, rows in rows_of_group.items() if len(rows)}

    def draw(self, count: int, progress: float, random: np.random.Generator) -> np.ndarray:
        """`count` row numbers, in random order. `progress`: share of the training that is done."""
        names = [name for name in self._rows if name != "machine" or progress < MACHINE_UNTIL]
        shares = np.array([SHARES[name] for name in names])
        counts = random.multinomial(count, shares / shares.sum())
        drawn = [random.choice(self._rows[name], size) for name, size in zip(names, counts)]
        return random.permutation(np.concatenate(drawn))
