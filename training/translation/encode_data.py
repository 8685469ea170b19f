"""Step 3: every pair as piece numbers, ready to be sliced. Writes <work>/encoded.npz; see `EncodedPairs`."""

import argparse
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import sentencepiece

from ..parallel_text import Row
from .prepare_data import read_tsv
from .workspace import Workspace, add_workspace_arguments

FRENCH, ENGLISH = 0, 1


@dataclass
class EncodedPairs:
    """All rows in document order.

    `pieces[language]`: piece numbers of all rows, end to end, without END.
    `offsets`: shape (2, rows + 1). Row i in a language is `pieces[language][offsets[language, i]:offsets[language, i + 1]]`.
    `sources`: the source-id of each row.
    """

    pieces: tuple[np.ndarray, np.ndarray]
    offsets: np.ndarray
    sources: np.ndarray

    @classmethod
    def of(cls, rows: list[Row], tokenizer: sentencepiece.SentencePieceProcessor) -> "EncodedPairs":
        """From rows (source, French, English)."""
        sides = [tokenizer.encode([row[1 + side] for row in rows], num_threads=2) for side in (FRENCH, ENGLISH)]
        pieces = tuple(np.concatenate([np.array(text, dtype=np.uint16) for text in side]) for side in sides)
        offsets = np.stack([np.cumsum([0, *map(len, side)]) for side in sides])
        return cls(pieces, offsets, np.array([source for source, *_ in rows]))

    @classmethod
    def load(cls, path: Path) -> "EncodedPairs":
        """Reads what `save` wrote."""
        arrays = np.load(path)
        sources = arrays["source_names"][arrays["source_numbers"]]
        return cls((arrays["french"], arrays["english"]), arrays["offsets"], sources)

    def save(self, path: Path) -> None:
        """Source names are written once each."""
        names, numbers = np.unique(self.sources, return_inverse=True)
        np.savez(
            path,
            french=self.pieces[FRENCH],
            english=self.pieces[ENGLISH],
            offsets=self.offsets,
            source_names=names,
            source_numbers=numbers.astype(np.int16),
        )


def load_tokenizer(workspace: Workspace) -> sentencepiece.SentencePieceProcessor:
    """For text that is normalised already."""
    return sentencepiece.SentencePieceProcessor(model_file=str(workspace.tokenizer))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    add_workspace_arguments(parser)
    arguments = parser.parse_args()
    place = Workspace(arguments.work)
    pairs = EncodedPairs.of(read_tsv(place.pairs), load_tokenizer(place))
    pairs.save(place.encoded)
    print(len(pairs.sources), "pairs,", *map(len, pairs.pieces), "pieces in French and in English")
