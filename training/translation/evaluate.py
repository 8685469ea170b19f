"""Step 6: chrF and BLEU on NTREX French → English and on the held-out pairs of each source.

With --model-folder, of the exported model as transformers.js runs it; else of the checkpoint. NTREX (Federmann, Kocmi &
Xin, 2022) is news: no step reads it, and no pair learned from has a side that occurs in it.
"""

import argparse
import json
import subprocess
from collections import defaultdict
from pathlib import Path

import torch

from ..parallel_text import group_of
from .metrics import bleu, chrf
from .prepare_data import read_tsv
from .render import render
from .workspace import Workspace, add_workspace_arguments, shape_of

LEAST_ROWS = 20
"""A source with fewer held-out pairs counts in its kind alone."""

Pair = tuple[str, str]


def read_ntrex(data: Path) -> list[Pair]:
    """French and English, sentence by sentence; none where the set is absent."""
    folder = data / "eval" / "ntrex-fra-eng"
    if not folder.exists():
        return []
    sides = [
        {text["id"].split("-")[-1]: text["text"] for text in map(json.loads, (folder / name).open(encoding="utf-8"))}
        for name in ("corpus.jsonl", "corpus-en.jsonl")
    ]
    return [(french, sides[1][number]) for number, french in sides[0].items()]


def render_with_node(folder: Path, texts: list[str]) -> list[str]:
    """By transformers.js."""
    command = ["node", str(Path(__file__).with_name("render.mjs")), str(folder)]
    node = subprocess.run(command, input=json.dumps(texts), check=True, text=True, stdout=subprocess.PIPE)
    return json.loads(node.stdout)


def held_out_sets(workspace: Workspace) -> dict[str, list[Pair]]:
    """By kind of text, and by source."""
    sets: dict[str, list[Pair]] = defaultdict(list)
    for source, french, english in read_tsv(workspace.held_out):
        sets[group_of(source)].append((french, english))
        if source != group_of(source):
            sets[source].append((french, english))
    return {name: pairs for name, pairs in sets.items() if len(pairs) >= LEAST_ROWS}


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    add_workspace_arguments(parser)
    parser.add_argument("--model-folder", type=Path)
    parser.add_argument("--threads", type=int, default=1)
    arguments = parser.parse_args()
    torch.set_num_threads(arguments.threads)
    place = Workspace(arguments.work)
    sets = {"NTREX": read_ntrex(arguments.data), **held_out_sets(place)}
    texts = sorted({french for pairs in sets.values() for french, _ in pairs})
    if arguments.model_folder:
        renderings = render_with_node(arguments.model_folder, texts)
    else:
        renderings = render(place, shape_of(arguments), texts)
    rendered = dict(zip(texts, renderings))
    for name, pairs in sets.items():
        if pairs:
            sides = [rendered[french] for french, _ in pairs], [english for _, english in pairs]
            print(f"{name:24} {len(pairs):5} pairs  chrF {chrf(*sides):5.1f}  BLEU {bleu(*sides):5.1f}", flush=True)
