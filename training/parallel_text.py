"""The aligned text that models are trained on: <data>/parallel (see README.md for what it is and its licences).

Rows are in document order inside each source.
"""

import argparse
import lzma
import os
from pathlib import Path
from typing import Iterator, TextIO

DICTIONARY_SOURCE = "dictionary"
"""The source-id that rows of dictionary.tsv are given here: each has one of its own there."""

TOY_ROWS_PER_SOURCE = 400

POLICY_PREFIXES = (
    "ca-",
    "cds-",
    "ai4t",
    "hf-",
    "eurovoc-def",
    "open-sdg",
    "opensource-guide",
    "dair-prompt",
    "gcds-docs",
    "ocds-standard",
    "ckan-canada",
    "glosario",
)

MACHINE_SUFFIX = "-mt"

Row = tuple[str, str, str]
"""Source, English, French."""


def group_of(source: str) -> str:
    """The kind of text that a source-id stands for."""
    if source == DICTIONARY_SOURCE:
        return "dictionary"
    if source.endswith(MACHINE_SUFFIX):
        return "machine"
    if source in ("ca-laws", "ca-statutes"):
        return "law"
    if source == "tatoeba":
        return "everyday"
    if source.startswith(POLICY_PREFIXES):
        return "policy"
    if source.startswith(("ms-", "adobe-")):
        return "products"
    return "software"


def read_translations(parallel: Path) -> Iterator[Row]:
    """What people translated, or its publisher says they did."""
    return _read_rows(parallel / "pairs-human.tsv")


def read_machine_translations(parallel: Path) -> Iterator[Row]:
    """What machines translated, where it is there."""
    return _read_rows(parallel / "pairs-machine.tsv", is_optional=True)


def read_dictionary(parallel: Path) -> Iterator[Row]:
    """Terms, all of DICTIONARY_SOURCE."""
    for english, french, _ in _read_rows(parallel / "dictionary.tsv"):
        yield DICTIONARY_SOURCE, english, french


def keep_first_of_each_source(rows: Iterator[Row], limit: int) -> Iterator[Row]:
    """At most `limit` rows of each source, still in document order."""
    seen: dict[str, int] = {}
    for row in rows:
        seen[row[0]] = seen.get(row[0], 0) + 1
        if seen[row[0]] <= limit:
            yield row


def add_data_argument(parser: argparse.ArgumentParser) -> None:
    """--data, read only."""
    parser.add_argument(
        "--data",
        type=Path,
        default=os.environ.get("SOURCIER_DATA_DIR", "../shared"),
        help="folder with parallel/ and eval/ (default: SOURCIER_DATA_DIR, else ../shared)",
    )


def _read_rows(path: Path, is_optional: bool = False) -> Iterator[Row]:
    """Three columns; the file may be compressed, its name then ends in .xz."""
    compressed = path.with_name(f"{path.name}.xz")
    if is_optional and not path.exists() and not compressed.exists():
        return
    with _open_text(path if path.exists() else compressed) as lines:
        for line in lines:
            first, second, third = line.rstrip("\n").split("\t")
            yield first, second, third


def _open_text(path: Path) -> TextIO:
    return lzma.open(path, "rt", encoding="utf-8") if path.suffix == ".xz" else path.open(encoding="utf-8")
