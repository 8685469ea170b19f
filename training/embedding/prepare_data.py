"""Step 1: the aligned text, normalised, in one file.

Reads parallel/pairs-human.tsv.xz and parallel/dictionary.tsv.xz (see training/README.md for sources and licences) and
writes <work>/pairs.tsv: source, kind, English, French. Document order is kept: passages are made of neighbouring rows.
"""

import argparse
import itertools
import re
from pathlib import Path

from ..parallel_text import TOY_ROWS_PER_SOURCE, keep_first_of_each_source, read_dictionary, read_translations
from .text import normalise
from .workspace import Workspace, add_workspace_arguments

SENTENCE, HEADING, QUESTION = "sentence", "heading", "question"
"""What a row is, told by how it is written: headings and questions are followed by the text that they ask for."""

_HEADING = re.compile(r"[A-ZÀ-Þ\d].*[^.:;!?,…]")
HEADING_WORDS = (3, 10)


def kind_of(english: str, french: str) -> str:
    """A question in both languages; or three to ten words with a capital and no mark at the end; else a sentence."""
    if english.endswith("?") and french.rstrip().endswith("?"):
        return QUESTION
    is_short = HEADING_WORDS[0] <= len(english.split()) <= HEADING_WORDS[1]
    is_heading = is_short and _HEADING.fullmatch(english) and _HEADING.fullmatch(french)
    return HEADING if is_heading else SENTENCE


def prepare(data: Path, workspace: Workspace, toy: bool) -> int:
    """Writes <work>/pairs.tsv and returns the number of rows. Rows left empty by normalisation are dropped."""
    rows = itertools.chain(read_translations(data / "parallel"), read_dictionary(data / "parallel"))
    if toy:
        rows = keep_first_of_each_source(rows, TOY_ROWS_PER_SOURCE)
    workspace.folder.mkdir(parents=True, exist_ok=True)
    written = 0
    with workspace.pairs.open("w", encoding="utf-8") as output:
        for source, english, french in rows:
            kind = kind_of(english, french)
            english, french = normalise(english), normalise(french)
            if english and french:
                output.write(f"{source}\t{kind}\t{english}\t{french}\n")
                written += 1
    return written


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    add_workspace_arguments(parser)
    parser.add_argument("--toy", action="store_true", help=f"only {TOY_ROWS_PER_SOURCE} rows of each source")
    arguments = parser.parse_args()
    print(prepare(arguments.data, Workspace(arguments.work), arguments.toy), "pairs")
