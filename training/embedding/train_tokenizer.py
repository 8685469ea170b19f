"""Step 2: a unigram tokenizer for both languages (Kudo, ACL 2018; SentencePiece: Kudo & Richardson, EMNLP 2018).

Learns from English and French lines drawn by the mixture of the translation task. Writes <work>/tokenizer.model.
"""

import argparse

import numpy as np
import sentencepiece

from ..parallel_text import group_of
from .mixture import PAIR_SHARES, RowSampler
from .workspace import PADDING, SEED, START, UNKNOWN, Workspace, add_workspace_arguments

VOCABULARY_SIZE = 48_000
ROWS_TO_LEARN_FROM = 1_000_000


def train_tokenizer(workspace: Workspace, vocabulary_size: int, rows_to_learn_from: int) -> None:
    """Writes the SentencePiece model. The text is already normalised, so SentencePiece changes nothing in it."""
    rows = [line.rstrip("\n").split("\t") for line in workspace.pairs.open(encoding="utf-8")]
    groups = np.array([group_of(source) for source, *_ in rows])
    sampler = RowSampler(groups, np.ones(len(rows), dtype=bool), PAIR_SHARES["passages"])
    drawn = sampler.draw_mixed(rows_to_learn_from, np.random.default_rng(SEED))
    sentencepiece.SentencePieceTrainer.train(
        sentence_iterator=(side for row in drawn for side in rows[row][2:]),
        model_prefix=str(workspace.tokenizer_prefix),
        model_type="unigram",
        vocab_size=vocabulary_size,
        hard_vocab_limit=False,
        normalization_rule_name="identity",
        character_coverage=0.9999,
        max_sentence_length=16_384,
        num_threads=2,
        pad_id=PADDING,
        unk_id=UNKNOWN,
        bos_id=START,
        eos_id=-1,
        minloglevel=1,
    )


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    add_workspace_arguments(parser)
    parser.add_argument("--vocabulary-size", type=int, default=VOCABULARY_SIZE)
    parser.add_argument("--rows", type=int, default=ROWS_TO_LEARN_FROM, help="pairs drawn to learn from")
    arguments = parser.parse_args()
    train_tokenizer(Workspace(arguments.work), arguments.vocabulary_size, arguments.rows)
