"""Step 2: one unigram tokenizer for both languages (Kudo, ACL 2018; SentencePiece: Kudo & Richardson, EMNLP 2018).

Every digit is a piece of its own, so that figures are copied digit by digit. Writes <work>/tokenizer.model.
"""

import argparse

import numpy as np
import sentencepiece

from ..parallel_text import group_of
from .mixture import RowSampler
from .prepare_data import read_tsv
from .workspace import END, PADDING, SEED, UNKNOWN, Shape, Workspace, add_workspace_arguments, shape_of

ROWS_TO_LEARN_FROM = 600_000
TOY_ROWS = 4_000

ALWAYS_KNOWN = "«»“”‘’\"'–—-…•·→≥≤×÷±≈°²³µ€£$%‰&@#§/()[]ÀÂÆÇÉÈÊËÎÏÔŒÙÛÜŸàâæçéèêëîïôœùûüÿ0123456789"
"""Characters that French documents use, however rare they are in the text learned from."""


def train_tokenizer(workspace: Workspace, shape: Shape, rows_to_learn_from: int) -> None:
    """Writes the SentencePiece model. The text is already normalised, so SentencePiece changes nothing in it."""
    rows = read_tsv(workspace.pairs)
    sampler = RowSampler(np.array([group_of(source) for source, *_ in rows]))
    drawn = sampler.draw(rows_to_learn_from, 1, np.random.default_rng(SEED))
    sentencepiece.SentencePieceTrainer.train(
        sentence_iterator=(side for row in drawn for side in rows[row][1:]),
        model_prefix=str(workspace.tokenizer_prefix),
        model_type="unigram",
        vocab_size=shape.vocabulary,
        hard_vocab_limit=False,
        normalization_rule_name="identity",
        split_digits=True,
        required_chars=ALWAYS_KNOWN,
        character_coverage=0.9998,
        max_sentence_length=16_384,
        num_threads=2,
        eos_id=END,
        unk_id=UNKNOWN,
        pad_id=PADDING,
        bos_id=-1,
        minloglevel=1,
    )


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    add_workspace_arguments(parser)
    arguments = parser.parse_args()
    rows_drawn = TOY_ROWS if arguments.toy else ROWS_TO_LEARN_FROM
    train_tokenizer(Workspace(arguments.work), shape_of(arguments), rows_drawn)
