"""Step 1: which pairs are learned from, and which are kept to measure with.

Left out are pairs that teach unfaithful rendering: one side in the wrong language or much longer than the other, or
figures that differ. Writes <work>/pairs.tsv and <work>/held-out.tsv: source, French, English.
"""

import argparse
import hashlib
import re
from collections import Counter, defaultdict
from pathlib import Path
from typing import Iterable, Iterator

from ..parallel_text import (
    TOY_ROWS_PER_SOURCE,
    Row,
    keep_first_of_each_source,
    read_dictionary,
    read_machine_translations,
    read_translations,
)
from .text import normalise, normalise_english
from .workspace import Workspace, add_workspace_arguments

LONGEST = 120
"""Words on one side."""

LARGEST_RATIO, SLACK = 2.0, 4
"""One side has so many times the words of the other at most, and a few more in short texts."""

UNTRANSLATED_SHARE, UNTRANSLATED_WORDS = 0.7, 6
"""From so many words on, a pair whose sides have so large a share of their words in common was not translated."""

HELD_OUT_PER_SOURCE, HELD_OUT_SHARE = 200, 0.02
"""At most so many texts of each source, and so large a share of them, are measured with."""

_DIGITS = re.compile(r"\d+")


def is_faithful(french: str, english: str) -> bool:
    """Whether a pair can be learned from, as far as counting tells."""
    french_words, english_words = french.split(), english.split()
    shorter, longer = sorted((len(french_words), len(english_words)))
    if shorter == 0 or longer > min(LONGEST, LARGEST_RATIO * shorter + SLACK):
        return False
    if shorter >= UNTRANSLATED_WORDS:
        common = sum((Counter(french_words) & Counter(english_words)).values())
        if common > UNTRANSLATED_SHARE * shorter:
            return False
    return digits_of(french) == digits_of(english)


def digits_of(text: str) -> str:
    """All digits, sorted: languages group and order them differently."""
    return "".join(sorted("".join(_DIGITS.findall(text))))


def clean(rows: Iterable[Row]) -> Iterator[Row]:
    """Rows (source, French, English), normalised, each pair once."""
    seen: set[int] = set()
    for source, english, french in rows:
        french, english = normalise(french), normalise_english(english)
        key = hash((french, english))
        if key not in seen and is_faithful(french, english):
            seen.add(key)
            yield source, french, english


def choose_held_out(rows: list[Row]) -> set[str]:
    """French texts to measure with: of each source, those whose digests come first."""
    texts: dict[str, set[str]] = defaultdict(set)
    for source, french, _ in rows:
        texts[source].add(french)
    chosen: set[str] = set()
    for of_source in texts.values():
        count = min(HELD_OUT_PER_SOURCE, int(HELD_OUT_SHARE * len(of_source)))
        chosen.update(sorted(of_source, key=lambda text: hashlib.sha256(text.encode()).digest())[:count])
    return chosen


def read_rows(parallel: Path, toy: bool) -> Iterator[Row]:
    """What people translated first: a pair that both have is theirs."""
    for read in (read_translations, read_dictionary, read_machine_translations):
        rows = read(parallel)
        yield from keep_first_of_each_source(rows, TOY_ROWS_PER_SOURCE) if toy else rows


def prepare(data: Path, workspace: Workspace, toy: bool) -> tuple[int, int]:
    """Writes both files; returns the number of pairs in each. No pair has a side that is measured with."""
    rows = list(clean(read_rows(data / "parallel", toy)))
    held_out_french = choose_held_out(rows)
    held_out = [row for row in rows if row[1] in held_out_french]
    held_out_english = {english for _, _, english in held_out}
    pairs = [row for row in rows if row[1] not in held_out_french and row[2] not in held_out_english]
    workspace.folder.mkdir(parents=True, exist_ok=True)
    for path, kept in ((workspace.pairs, pairs), (workspace.held_out, held_out)):
        with path.open("w", encoding="utf-8") as output:
            output.writelines("\t".join(row) + "\n" for row in kept)
    return len(pairs), len(held_out)


def read_tsv(path: Path) -> list[Row]:
    """Rows (source, French, English) of one of the files."""
    with path.open(encoding="utf-8") as lines:
        return [tuple(line.rstrip("\n").split("\t")) for line in lines]


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    add_workspace_arguments(parser)
    arguments = parser.parse_args()
    counts = prepare(arguments.data, Workspace(arguments.work), arguments.toy)
    print("%d pairs, %d held out" % counts)
