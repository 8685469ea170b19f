"""Step 4: token vectors that put a text, its translation and its surroundings close together.

A text is the normalised sum of its pieces' vectors, each times a learned weight. The loss is the in-batch softmax in
both directions (Henderson et al., 2017, arXiv:1705.00652): every other target of the batch is a counter-example.
Vectors are kept at one length and weights apart: without that, the vectors of pieces that are seen often outgrow those of
rare ones, and names count for too little.

One head (see workspace.py) is trained at a time: on translation alone, or on passages, which begin with translation too
and take turns with it to the end. Writes <work>/checkpoint-<head>.npz (weights folded into the vectors) and
<work>/validation-<head>.jsonl.
"""

import argparse
import json
import time
from pathlib import Path

import numpy as np
import torch
from torch.nn import functional

from ..memory import keep_freed_memory
from .batches import Bags, Batch, BatchMaker
from .encode_data import ENGLISH, FRENCH, EncodedPairs, PieceEncoder
from .mixture import PAIR_SHARES
from .questions import ENGLISH_OPENINGS, FRENCH_OPENINGS
from .workspace import HEAD_DIMENSIONS, HEADS, SEED, START, Workspace, add_workspace_arguments

STEPS = {"translation": 2_500, "passages": 2_600}
BATCH_SIZE = 2_048
TRANSLATION_ONLY_STEPS_SHARE = 0.15
"""In the head for passages: either task alone forgets the other."""
CLUSTER_AT_SHARES = (0.15, 0.45, 0.75)
"""When the rows that are alike are looked for, with what has been learned by then."""
PASSAGE_EVERY = 2
PARAPHRASE_EVERY = 12
SIMILARITY_SCALE = 20.0
VECTOR_LEARNING_RATE = 0.15
WEIGHT_LEARNING_RATE = 0.01
WARM_UP_STEPS = 100
KEEP_LENGTHS_EVERY = 10
"""Steps; after each one it would take most of the time."""
HELD_OUT_ROWS = 2_000
FREQUENCY_SMOOTHING = 1e-3
"""The constant a of the smooth inverse frequency a / (a + p) (Arora, Liang & Ma, ICLR 2017), where weights start."""


class StaticEmbedding(torch.nn.Module):
    """Bag of pieces → unit vector."""

    def __init__(self, piece_counts: np.ndarray):
        """`piece_counts`: how often each piece occurs in the training text; its length is the vocabulary's."""
        super().__init__()
        frequencies = torch.tensor(piece_counts / piece_counts.sum(), dtype=torch.float32)
        self.vectors = torch.nn.Parameter(torch.randn(len(piece_counts), HEAD_DIMENSIONS))
        smoothed = FREQUENCY_SMOOTHING / (FREQUENCY_SMOOTHING + frequencies)
        self.log_weights = torch.nn.Parameter(smoothed.log().unsqueeze(1))

    @torch.no_grad()
    def keep_lengths(self) -> None:
        """Brings every vector back to the length that it had at first, on average, in place."""
        self.vectors.mul_(HEAD_DIMENSIONS**0.5 / self.vectors.norm(dim=1, keepdim=True))

    def folded_vectors(self) -> torch.Tensor:
        """Vectors times weights: what ships. Shape (vocabulary, HEAD_DIMENSIONS)."""
        return self.vectors * self.log_weights.exp()

    @staticmethod
    def embed(folded_vectors: torch.Tensor, bags: Bags) -> torch.Tensor:
        """Unit vectors of the bags, each opened by the start piece. Shape (bags, HEAD_DIMENSIONS)."""
        sums = functional.embedding_bag(
            torch.from_numpy(bags.pieces), folded_vectors, torch.from_numpy(bags.offsets[:-1]), mode="sum"
        )
        return functional.normalize(sums + folded_vectors[START])

    def loss(self, batch: Batch) -> torch.Tensor:
        """Mean of the softmax losses query → target and target → query."""
        folded = self.folded_vectors()
        queries, targets = self.embed(folded, batch.queries), self.embed(folded, batch.targets)
        scores = SIMILARITY_SCALE * queries @ targets.T
        scores = scores.masked_fill(torch.from_numpy(batch.conflicts), -torch.inf)
        right = torch.arange(len(scores))
        return (functional.cross_entropy(scores, right) + functional.cross_entropy(scores.T, right)) / 2

    @torch.no_grad()
    def embedder(self):
        """Bags → unit vectors, as things stand now."""
        folded = self.folded_vectors()
        return lambda bags: self.embed(folded, bags)

    @torch.no_grad()
    def hit_rate(self, batch: Batch) -> float:
        """Share of queries whose nearest target is their own."""
        folded = self.folded_vectors()
        scores = self.embed(folded, batch.queries) @ self.embed(folded, batch.targets).T
        scores[torch.from_numpy(batch.conflicts)] = -torch.inf
        return (scores.argmax(dim=1) == torch.arange(len(scores))).float().mean().item()


def choose_held_out(rows: int, seed: int) -> np.ndarray:
    """Row numbers kept for validation: never a query, nor half of a training pair."""
    return np.random.default_rng(seed).choice(rows, min(HELD_OUT_ROWS, rows // 20), replace=False)


def learning_rate_factor(step: int, steps: int) -> float:
    """Linear warm-up, then linear decay to zero."""
    return min((step + 1) / WARM_UP_STEPS, (steps - step) / max(1, steps - WARM_UP_STEPS), 1.0)


def task_of(head: str, step: int, steps: int) -> str:
    """Translation with a paraphrase step in PARAPHRASE_EVERY; for passages also, later on, a step in PASSAGE_EVERY."""
    if head == "passages" and step >= TRANSLATION_ONLY_STEPS_SHARE * steps and step % PASSAGE_EVERY == 0:
        return "passage"
    return "paraphrase" if step % PARAPHRASE_EVERY == 1 else "translation"


def save_checkpoint(model: StaticEmbedding, checkpoint: Path) -> None:
    """Renamed into place: a reader sees a whole file."""
    unfinished = checkpoint.with_suffix(".unfinished.npz")
    np.savez(unfinished, vectors=model.folded_vectors().detach().numpy())
    unfinished.replace(checkpoint)


def report(validation: Path, figures: dict) -> None:
    """One line of JSON, to the screen and to the file."""
    line = json.dumps(figures)
    print(line, flush=True)
    with validation.open("a") as log:
        log.write(f"{line}\n")


def train(workspace: Workspace, head: str, steps: int, batch_size: int, validate_every: int) -> None:
    """Trains one head from scratch; every draw comes from SEED, and no two heads draw alike."""
    seed = SEED + HEADS.index(head)
    torch.manual_seed(seed)
    pairs = EncodedPairs.load(workspace.encoded)
    held_out = choose_held_out(len(pairs.sources), seed)
    encoder = PieceEncoder(workspace.tokenizer)
    openings = {ENGLISH: encoder(list(ENGLISH_OPENINGS)), FRENCH: encoder(list(FRENCH_OPENINGS))}
    batches = BatchMaker(pairs, openings, held_out, PAIR_SHARES[head], seed)
    validation = batches.translation_of(held_out)
    model = StaticEmbedding(np.bincount(pairs.pieces, minlength=len(encoder.vocabulary())))
    optimiser = torch.optim.Adam(
        [
            {"params": [model.vectors], "lr": VECTOR_LEARNING_RATE},
            {"params": [model.log_weights], "lr": WEIGHT_LEARNING_RATE},
        ]
    )
    schedule = torch.optim.lr_scheduler.LambdaLR(optimiser, lambda step: learning_rate_factor(step, steps))
    started = time.monotonic()
    recent_losses: dict[str, float] = {}
    workspace.validation(head).write_text("")
    cluster_at = {int(share * steps) for share in CLUSTER_AT_SHARES}
    for step in range(steps):
        if step in cluster_at:
            with torch.no_grad():
                batches.cluster(model.embedder())
        task = task_of(head, step, steps)
        batch = getattr(batches, task)(batch_size)
        loss = model.loss(batch)
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()
        schedule.step()
        if (step + 1) % KEEP_LENGTHS_EVERY == 0:
            model.keep_lengths()
        recent_losses[task] = loss.item()
        if (step + 1) % validate_every == 0 or step + 1 == steps:
            save_checkpoint(model, workspace.checkpoint(head))
            seconds = round(time.monotonic() - started)
            figures = {"head": head, "step": step + 1, "seconds": seconds, "loss": recent_losses}
            report(workspace.validation(head), {**figures, "heldOutHitAt1": model.hit_rate(validation)})


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    add_workspace_arguments(parser)
    parser.add_argument("--head", choices=HEADS, required=True)
    parser.add_argument("--steps", type=int, help=f"default: {STEPS}")
    parser.add_argument("--batch-size", type=int, default=BATCH_SIZE)
    parser.add_argument("--validate-every", type=int, default=250, help="steps")
    parser.add_argument("--threads", type=int, default=1, help="more helps only on an idle machine")
    arguments = parser.parse_args()
    torch.set_num_threads(arguments.threads)
    keep_freed_memory()
    sizes = (arguments.steps or STEPS[arguments.head], arguments.batch_size, arguments.validate_every)
    train(Workspace(arguments.work), arguments.head, *sizes)
