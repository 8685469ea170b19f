"""Text as the tokenizer sees it: one normalisation, written twice.

`normalise` is what Python applies before SentencePiece; `NORMALIZER` is the same thing in the vocabulary of a Hugging
Face `tokenizer.json`, for transformers.js. Case, accents and marks stay: a rendering is read by people.
"""

import re
import unicodedata

INVISIBLE = r"[\u00AD\u200B-\u200D\u2060\uFEFF]+"
SPACES = r"[\u0009-\u000D\u0020\u0085\u00A0\u1680\u2000-\u200A\u2028\u2029\u202F\u205F\u3000]+"
APOSTROPHES = r"[\u2018\u2019\u02BC]"

_ENGLISH_QUOTES = re.compile(r"[\u201C\u201D\u00AB\u00BB]")


def normalise(text: str) -> str:
    """Composed letters, single spaces, straight apostrophes, nothing invisible."""
    visible = re.sub(INVISIBLE, "", unicodedata.normalize("NFC", text))
    return re.sub(APOSTROPHES, "'", re.sub(SPACES, " ", visible)).strip(" ")


def normalise_english(text: str) -> str:
    """The same, with straight quotation marks: renderings need one way to write them."""
    return _ENGLISH_QUOTES.sub('"', normalise(text))


NORMALIZER = {
    "type": "Sequence",
    "normalizers": [
        {"type": "NFC"},
        {"type": "Replace", "pattern": {"Regex": INVISIBLE}, "content": ""},
        {"type": "Replace", "pattern": {"Regex": SPACES}, "content": " "},
        {"type": "Replace", "pattern": {"Regex": APOSTROPHES}, "content": "'"},
        {"type": "Strip", "strip_left": True, "strip_right": True},
    ],
}
