"""Step 3: every pair as piece numbers, ready to be sliced.

Writes <work>/encoded.npz; see `EncodedPairs` for what is in it.
"""

import argparse
from dataclasses import dataclass
from itertools import islice

import numpy as np
import sentencepiece

from .workspace import PADDING, UNKNOWN, Workspace, add_workspace_arguments

ENGLISH, FRENCH = 0, 1
ROWS_PER_BATCH = 50_000
WORD_BOUNDARY = "▁"


class PieceEncoder:
    """Normalised text → piece numbers, without the start piece and without the silent pieces.

    Silent are padding, unknown characters and a word boundary left alone: they say nothing, and tokenizers differ in
    how many of them they emit. The exported model gives them zero vectors.
    """

    def __init__(self, model_path):
        self._processor = sentencepiece.SentencePieceProcessor(model_file=str(model_path))
        self.silent_pieces = {PADDING, UNKNOWN, self._processor.piece_to_id(WORD_BOUNDARY)}

    def __call__(self, texts: list[str]) -> list[list[int]]:
        encoded = self._processor.encode(texts, num_threads=2)
        return [[piece for piece in pieces if piece not in self.silent_pieces] for pieces in encoded]

    def vocabulary(self) -> list[tuple[str, float]]:
        """Every piece with its score, a logarithm of its probability."""
        numbers = range(self._processor.get_piece_size())
        return [(self._processor.id_to_piece(number), self._processor.get_score(number)) for number in numbers]


@dataclass
class EncodedPairs:
    """All rows in document order, so that a passage of neighbouring rows is one slice.

    `pieces`: piece numbers of all English rows, then of all French rows, end to end.
    `offsets`: shape (2, rows + 1). Row i in a language is `pieces[offsets[language, i]:offsets[language, i + 1]]`.
    `sources`: the source-id of each row. `kinds`: what each row is, as prepare_data.py tells it.
    """

    pieces: np.ndarray
    offsets: np.ndarray
    sources: np.ndarray
    kinds: np.ndarray

    @classmethod
    def load(cls, path) -> "EncodedPairs":
        """Reads what `encode` wrote."""
        arrays = np.load(path)
        sources = arrays["source_names"][arrays["source_numbers"]]
        return cls(arrays["pieces"], arrays["offsets"], sources, arrays["kinds"])


def encode(workspace: Workspace) -> int:
    """Writes <work>/encoded.npz and returns the number of pieces in both languages."""
    encoder = PieceEncoder(workspace.tokenizer)
    sources: list[str] = []
    kinds: list[str] = []
    rows: tuple[list[np.ndarray], list[np.ndarray]] = ([], [])
    with workspace.pairs.open(encoding="utf-8") as lines:
        while batch := [line.rstrip("\n").split("\t") for line in islice(lines, ROWS_PER_BATCH)]:
            sources.extend(row[0] for row in batch)
            kinds.extend(row[1] for row in batch)
            for language in (ENGLISH, FRENCH):
                # 16 bits hold a piece number: the vocabulary is smaller than 65,536.
                encoded = encoder([row[2 + language] for row in batch])
                rows[language].extend(np.array(pieces, dtype=np.uint16) for pieces in encoded)
    ends = np.cumsum([0] + [len(pieces) for language in rows for pieces in language])
    source_names, source_numbers = np.unique(sources, return_inverse=True)
    np.savez(
        workspace.encoded,
        pieces=np.concatenate(rows[ENGLISH] + rows[FRENCH]),
        offsets=np.stack([ends[: len(sources) + 1], ends[len(sources) :]]),
        source_names=source_names,
        source_numbers=source_numbers,
        kinds=np.array(kinds),
    )
    return int(ends[-1])


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    add_workspace_arguments(parser)
    print(encode(Workspace(parser.parse_args().work)), "pieces")
