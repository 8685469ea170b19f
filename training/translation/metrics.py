"""chrF2 and BLEU of a whole set of renderings, as sacreBLEU defines them (Post, WMT 2018): one reference each.

Signatures: chrF2|nrefs:1|case:mixed|eff:yes|nc:6|nw:0|space:no and BLEU|nrefs:1|case:mixed|eff:no|tok:13a|smooth:exp.
Run as a script, it reads {"renderings": [...], "references": [...]} from standard input.
"""

import json
import math
import re
import sys
from collections import Counter
from typing import Sequence

CHARACTER_ORDER = 6
WORD_ORDER = 4


def count_ngrams(units: Sequence, order: int) -> Counter:
    return Counter(tuple(units[start : start + order]) for start in range(len(units) - order + 1))


def chrf(renderings: list[str], references: list[str], beta: float = 2) -> float:
    """0 to 100 (Popović, WMT 2015). Spaces do not count; orders that no text is long enough for are left out."""
    counts = [[0, 0, 0] for _ in range(CHARACTER_ORDER)]
    for rendering, reference in zip(renderings, references):
        sides = ["".join(text.split()) for text in (rendering, reference)]
        for order, count in enumerate(counts, start=1):
            rendered, wanted = (count_ngrams(side, order) for side in sides)
            count[0] += sum((rendered & wanted).values())
            count[1] += sum(rendered.values())
            count[2] += sum(wanted.values())
    usable = [count for count in counts if count[1] > 0 and count[2] > 0]
    if not usable:
        return 0.0
    precision = sum(common / rendered for common, rendered, _ in usable) / len(usable)
    recall = sum(common / wanted for common, _, wanted in usable) / len(usable)
    if precision + recall == 0:
        return 0.0
    return 100 * (1 + beta**2) * precision * recall / (beta**2 * precision + recall)


def bleu(renderings: list[str], references: list[str]) -> float:
    """0 to 100 (Papineni et al., ACL 2002)."""
    common, total = [0] * WORD_ORDER, [0] * WORD_ORDER
    rendered_words = wanted_words = 0
    for rendering, reference in zip(renderings, references):
        sides = [tokenize_13a(text) for text in (rendering, reference)]
        rendered_words += len(sides[0])
        wanted_words += len(sides[1])
        for order in range(WORD_ORDER):
            rendered, wanted = (count_ngrams(side, order + 1) for side in sides)
            common[order] += sum((rendered & wanted).values())
            total[order] += sum(rendered.values())
    if 0 in total or common[0] == 0:
        return 0.0
    precisions, smoothing = [], 1
    for order in range(WORD_ORDER):
        if common[order] == 0:
            smoothing *= 2
        precisions.append((common[order] or 1 / smoothing) / total[order])
    brevity = min(1.0, math.exp(1 - wanted_words / rendered_words))
    return 100 * brevity * math.exp(sum(map(math.log, precisions)) / WORD_ORDER)


_ENTITIES = (("&quot;", '"'), ("&amp;", "&"), ("&lt;", "<"), ("&gt;", ">"))
_SPLITS = (
    (re.compile(r"([\{-\~\[-\` -\&\(-\+\:-\@\/])"), r" \1 "),
    (re.compile(r"([^0-9])([\.,])"), r"\1 \2 "),
    (re.compile(r"([\.,])([^0-9])"), r" \1 \2"),
    (re.compile(r"([0-9])(-)"), r"\1 \2 "),
)


def tokenize_13a(text: str) -> list[str]:
    """Words and marks as mteval-v13a separates them."""
    text = text.replace("<skipped>", "").replace("-\n", "").replace("\n", " ")
    for entity, character in _ENTITIES:
        text = text.replace(entity, character)
    text = f" {text} "
    for pattern, replacement in _SPLITS:
        text = pattern.sub(replacement, text)
    return text.split()


if __name__ == "__main__":
    texts = json.load(sys.stdin)
    json.dump({name: score(**texts) for name, score in (("chrF", chrf), ("BLEU", bleu))}, sys.stdout)
