"""Text as the tokenizer sees it: one normalisation, written twice.

`normalise` is what Python applies before SentencePiece; `NORMALIZER` is the same thing in the vocabulary of a Hugging
Face `tokenizer.json`, for transformers.js. `check.mjs` proves on real sentences that the two agree.

Everything that is neither a letter, a digit nor one of KEPT_SYMBOLS becomes a space. A word therefore has the same
pieces after an elision, a bracket or a hyphen as it has alone: « l’intelligence » and « intelligence » share theirs.
"""

import re
import unicodedata

KEPT_SYMBOLS = "%€$+#"
"""Symbols that carry meaning in questions about amounts, rates and programming languages."""

LIGATURES = {"œ": "oe", "æ": "ae", "ß": "ss"}
"""Letters that compatibility decomposition leaves whole and that people type as two."""

_SEPARATORS = re.compile(rf"(?:[^\w{KEPT_SYMBOLS}]|_)+")


class _MarksAndLigatures(dict):
    """A lazily filled table for `str.translate`: marks vanish, ligatures are opened, the rest stays."""

    def __missing__(self, code_point: int):
        character = chr(code_point)
        is_mark = unicodedata.category(character).startswith("M")
        self[code_point] = None if is_mark else LIGATURES.get(character, character)
        return self[code_point]


_TABLE = _MarksAndLigatures()


def normalise(text: str) -> str:
    """Lower case, no accents, ligatures opened, separators as single spaces, none at the ends."""
    decomposed = unicodedata.normalize("NFKD", text)
    unaccented = decomposed.translate(_TABLE).lower().translate(_TABLE)
    return _SEPARATORS.sub(" ", unaccented).strip(" ")


NORMALIZER = {
    "type": "Sequence",
    "normalizers": [
        {"type": "NFKD"},
        {"type": "StripAccents"},
        {"type": "Lowercase"},
        *(
            {"type": "Replace", "pattern": {"String": ligature}, "content": letters}
            for ligature, letters in LIGATURES.items()
        ),
        {"type": "Replace", "pattern": {"Regex": rf"[^\p{{L}}\p{{N}}{KEPT_SYMBOLS}]+"}, "content": " "},
        {"type": "Strip", "strip_left": True, "strip_right": True},
    ],
}
"""The same rules for `tokenizer.json`. StripAccents comes after NFKD, without which it finds nothing to strip."""
