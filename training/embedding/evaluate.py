"""Step 6: the embedding alone on the test sets of <data>/eval.

NTREX and Tatoeba: hit@1 in both directions, and the F1 that MTEB publishes. STS benchmark: Spearman. CNIL and PIAF: nDCG@10 over titled passages.
No training step reads any of these sets.
"""

import argparse
import json
from collections import Counter
from pathlib import Path

import numpy as np

from .embedder import Embedder
from .workspace import Workspace, add_workspace_arguments

CUTOFF = 10


def read_lines(path: Path) -> list[dict]:
    """The objects of a .jsonl file."""
    return [json.loads(line) for line in path.open(encoding="utf-8")]


def read_judgements(path: Path) -> dict[str, set[str]]:
    """Relevant documents of each query."""
    judgements: dict[str, set[str]] = {}
    for line in path.open(encoding="utf-8"):
        query, document, grade = line.split("\t")
        if int(grade) > 0:
            judgements.setdefault(query, set()).add(document)
    return judgements


def passage_text(document: dict) -> str:
    """A passage with its title before it."""
    return " ".join(filter(None, (document.get("title"), document["text"])))


def rank(embedder: Embedder, queries: list[dict], documents: list[dict]) -> list[list[str]]:
    """For each query, the identifiers of the CUTOFF nearest documents."""
    document_vectors = embedder.embed([passage_text(document) for document in documents])
    scores = embedder.embed([query["text"] for query in queries]) @ document_vectors.T
    nearest = np.argsort(-scores, axis=1, kind="stable")[:, :CUTOFF]
    return [[documents[column]["id"] for column in row] for row in nearest]


def hit_at_1(rankings: list[list[str]], queries: list[dict], judgements: dict[str, set[str]]) -> float:
    """Share of queries whose first document is relevant."""
    return float(np.mean([ranking[0] in judgements[query["id"]] for ranking, query in zip(rankings, queries)]))


def bitext_f1(rankings: list[list[str]], queries: list[dict], judgements: dict[str, set[str]]) -> float:
    """MTEB's F1 where each query has one document: a find counts less, the more queries have that document first."""
    times = Counter(ranking[0] for ranking in rankings)
    values = [
        2 / (1 + times[ranking[0]]) if ranking[0] in judgements[query["id"]] else 0
        for ranking, query in zip(rankings, queries)
    ]
    return float(np.mean(values))


def ndcg(rankings: list[list[str]], queries: list[dict], judgements: dict[str, set[str]]) -> float:
    """Mean nDCG@10 with grades 0 and 1 (Järvelin & Kekäläinen, TOIS 2002)."""
    discounts = 1 / np.log2(np.arange(2, CUTOFF + 2))
    values = []
    for ranking, query in zip(rankings, queries):
        relevant = judgements[query["id"]]
        gained = sum(discount for discount, document in zip(discounts, ranking) if document in relevant)
        values.append(gained / discounts[: len(relevant)].sum())
    return float(np.mean(values))


def spearman(first: np.ndarray, second: np.ndarray) -> float:
    """Rank correlation; ties share their mean rank."""

    def ranks(values: np.ndarray) -> np.ndarray:
        _, inverse, counts = np.unique(values, return_inverse=True, return_counts=True)
        return (np.cumsum(counts) - (counts - 1) / 2)[inverse]

    return float(np.corrcoef(ranks(first), ranks(second))[0, 1])


def evaluate_translation(embedder: Embedder, folder: Path) -> dict[str, dict[str, float]]:
    """hit@1 and F1, each English → French and French → English."""
    directions = {
        "enToFr": ("queries.jsonl", "corpus.jsonl", "qrels.tsv"),
        "frToEn": ("queries-fr.jsonl", "corpus-en.jsonl", "qrels-fr-en.tsv"),
    }
    figures = {"hitAt1": {}, "f1": {}}
    for direction, (queries_file, corpus_file, judgements_file) in directions.items():
        queries = read_lines(folder / queries_file)
        rankings = rank(embedder, queries, read_lines(folder / corpus_file))
        judgements = read_judgements(folder / judgements_file)
        figures["hitAt1"][direction] = hit_at_1(rankings, queries, judgements)
        figures["f1"][direction] = bitext_f1(rankings, queries, judgements)
    return figures


def evaluate_similarity(embedder: Embedder, path: Path) -> float:
    """Spearman between cosine and human score."""
    pairs = read_lines(path)
    first = embedder.embed([pair["s1"] for pair in pairs])
    second = embedder.embed([pair["s2"] for pair in pairs])
    return spearman((first * second).sum(axis=1), np.array([pair["score"] for pair in pairs]))


def evaluate_cnil(embedder: Embedder, folder: Path) -> dict[str, float]:
    """nDCG@10 on all questions and on those that are not a page's title."""
    queries, judgements = read_lines(folder / "queries.jsonl"), read_judgements(folder / "qrels.tsv")
    rankings = rank(embedder, queries, read_lines(folder / "corpus.jsonl"))
    annotated = [i for i, query in enumerate(queries) if query["kind"] == "annotated"]
    return {
        "all": ndcg(rankings, queries, judgements),
        "annotated": ndcg([rankings[i] for i in annotated], [queries[i] for i in annotated], judgements),
    }


def evaluate_piaf(embedder: Embedder, folder: Path) -> float:
    """nDCG@10 of all questions over all paragraphs."""
    queries = read_lines(folder / "queries.jsonl")
    rankings = rank(embedder, queries, read_lines(folder / "corpus.jsonl"))
    return ndcg(rankings, queries, read_judgements(folder / "qrels.tsv"))


def evaluate(embedder: Embedder, sets: Path) -> dict:
    """All figures, each between 0 and 1 (Spearman: −1 and 1)."""
    return {
        "ntrex": evaluate_translation(embedder, sets / "ntrex-fra-eng"),
        "tatoeba": evaluate_translation(embedder, sets / "tatoeba-fra-eng"),
        "stsbSpearman": {
            language: evaluate_similarity(embedder, sets / f"stsb-fr/pairs-{language}.jsonl")
            for language in ("fr", "en", "enfr")
        },
        "cnilNdcgAt10": evaluate_cnil(embedder, sets / "cnil-besoindaide"),
        "piafNdcgAt10": evaluate_piaf(embedder, sets / "piaf-v1.0"),
    }


def round_all(figures):
    """The same tree with three decimals."""
    if isinstance(figures, dict):
        return {name: round_all(value) for name, value in figures.items()}
    return round(figures, 3)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    add_workspace_arguments(parser)
    parser.add_argument("--model", type=Path, help="an exported .onnx; without it, the checkpoints in <work>")
    arguments = parser.parse_args()
    workspace = Workspace(arguments.work)
    if arguments.model:
        embedder = Embedder.from_onnx(workspace.tokenizer, arguments.model)
    else:
        embedder = Embedder.from_checkpoints(workspace)
    print(json.dumps(round_all(evaluate(embedder, arguments.data / "eval")), indent=2))
