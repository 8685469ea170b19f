"""Step 4: weights that render French in English.

Cross-entropy with smoothed labels (Szegedy et al., 2016), Adam, a rate that rises and then falls in a line to zero. What
ships is the running average of the weights. On an accelerator products are in 16-bit floats and sums in 32.

Stops after --steps, or after --minutes where that comes first: the rate follows whichever is nearer its end. Stopped in
between, it goes on from <work>/checkpoint.pt, which is written every --save-every steps. Writes <work>/losses.jsonl.
"""

import argparse
import copy
import json
import time
from dataclasses import replace
from pathlib import Path

import numpy as np
import torch
from torch.nn import functional

from ..memory import keep_freed_memory
from .batches import Batch, BatchMaker
from .encode_data import EncodedPairs, load_tokenizer
from .network import Translator
from .prepare_data import read_tsv
from .workspace import PADDING, SEED, Shape, Workspace, add_workspace_arguments, shape_of

STEPS = 60_000
TOY_STEPS = 2_000
PIECES_PER_BATCH = {"cuda": 24_000, "cpu": 3_000}
TOY_PIECES_PER_BATCH = 500

WARM_UP = 0.05
"""Share of the training in which the rate rises."""

LABEL_SMOOTHING = 0.1
LARGEST_GRADIENT = 1.0
AVERAGE_DECAY = 0.999
HELD_OUT_ROWS = 500
"""How many pairs that are not learned from the loss is looked at on."""


class Progress:
    """Share of the training that is done, by steps or by the clock, whichever says more."""

    def __init__(self, steps: int, minutes: float):
        self._steps, self._seconds = steps, 60 * minutes
        self._started = time.monotonic()
        self.step = 0
        self.seconds_before = 0.0

    def seconds(self) -> float:
        return self.seconds_before + time.monotonic() - self._started

    def share(self) -> float:
        return min(1.0, max(self.step / self._steps, self.seconds() / self._seconds))


class Trainer:
    """A network with its average and optimiser, which can be put aside and taken up again."""

    def __init__(self, shape: Shape, device: str, progress: Progress):
        torch.manual_seed(SEED)
        self.network = Translator(shape).to(device)
        self.average = copy.deepcopy(self.network).eval()
        self._device = device
        self._progress = progress
        self._optimiser = torch.optim.Adam(self.network.parameters(), betas=(0.9, 0.98), eps=1e-9)
        self._rate = shape.learning_rate

    def learn(self, batch: Batch) -> torch.Tensor:
        """One step; returns the loss in nats per piece, on its device."""
        share = self._progress.share()
        for group in self._optimiser.param_groups:
            group["lr"] = self._rate * min(1, (share + 1e-4) / WARM_UP, (1 - share) / (1 - WARM_UP))
        self.network.train()
        loss = self._loss(self.network, batch, LABEL_SMOOTHING)
        self._optimiser.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(self.network.parameters(), LARGEST_GRADIENT)
        self._optimiser.step()
        self._progress.step += 1
        self._update_average()
        return loss.detach()

    @torch.no_grad()
    def held_out_loss(self, batches: list[Batch]) -> float:
        """Of the average, in nats per piece."""
        pieces = [(batch.target != PADDING).sum() for batch in batches]
        losses = [self._loss(self.average, batch, 0).item() for batch in batches]
        return float(np.average(losses, weights=pieces))

    def save(self, path: Path, pool: int) -> None:
        """Renamed into place: a reader sees a whole file."""
        unfinished = path.with_suffix(".unfinished")
        state = {
            "network": self.network.state_dict(),
            "average": self.average.state_dict(),
            "optimiser": self._optimiser.state_dict(),
            "step": self._progress.step,
            "seconds": self._progress.seconds(),
            "pool": pool,
        }
        torch.save(state, unfinished)
        unfinished.replace(path)

    def load(self, path: Path) -> int:
        """Takes up where `save` left off; returns the pool to go on with."""
        state = torch.load(path, map_location=self._device)
        self.network.load_state_dict(state["network"])
        self.average.load_state_dict(state["average"])
        self._optimiser.load_state_dict(state["optimiser"])
        self._progress.step, self._progress.seconds_before = state["step"], state["seconds"]
        return state["pool"] + 1

    def _loss(self, network: Translator, batch: Batch, smoothing: float) -> torch.Tensor:
        source, written, target = (
            torch.from_numpy(pieces).to(self._device, non_blocking=True)
            for pieces in (batch.source, batch.written, batch.target)
        )
        with torch.autocast(self._device, dtype=torch.bfloat16, enabled=self._device == "cuda"):
            scores = network(source, written)
        return functional.cross_entropy(
            scores.float().flatten(0, 1), target.flatten(), ignore_index=PADDING, label_smoothing=smoothing
        )

    @torch.no_grad()
    def _update_average(self) -> None:
        """A short memory at first, so that the average is not held back by where the weights started."""
        kept = min(AVERAGE_DECAY, self._progress.step / (self._progress.step + 10))
        for average, current in zip(self.average.parameters(), self.network.parameters()):
            average.lerp_(current, 1 - kept)


def load_average(workspace: Workspace, shape: Shape, device: str = "cpu") -> Translator:
    """What ships, from the checkpoint."""
    network = Translator(with_vocabulary(shape, workspace)).to(device)
    network.load_state_dict(torch.load(workspace.checkpoint, map_location=device)["average"])
    return network.eval()


def with_vocabulary(shape: Shape, workspace: Workspace) -> Shape:
    """The tokenizer may have found fewer pieces than were asked for."""
    return replace(shape, vocabulary=load_tokenizer(workspace).get_piece_size())


def sample_held_out(workspace: Workspace, positions: int, pieces_per_batch: int) -> list[Batch]:
    """Some of the pairs that are not learned from."""
    rows = read_tsv(workspace.held_out)
    chosen = np.random.default_rng(SEED).permutation(len(rows))[:HELD_OUT_ROWS]
    pairs = EncodedPairs.of([rows[place] for place in chosen], load_tokenizer(workspace))
    numbers = np.arange(len(chosen))
    return BatchMaker(pairs, positions, pieces_per_batch).cut(numbers, numbers + 1)


def report(path: Path, figures: dict) -> None:
    """One line of JSON, to the screen and to the file."""
    line = json.dumps(figures)
    print(line, flush=True)
    with path.open("a") as log:
        log.write(f"{line}\n")


def train(workspace: Workspace, shape: Shape, steps: int, minutes: float, pieces: int, save_every: int) -> None:
    """Trains from the start, or from where the checkpoint is; not at all where that is the end."""
    device = "cuda" if torch.cuda.is_available() else "cpu"
    progress = Progress(steps, minutes)
    trainer = Trainer(with_vocabulary(shape, workspace), device, progress)
    first_pool = trainer.load(workspace.checkpoint) if workspace.checkpoint.exists() else 0
    if progress.share() >= 1:
        return
    held_out = sample_held_out(workspace, shape.positions, pieces)
    maker = BatchMaker(EncodedPairs.load(workspace.encoded), shape.positions, pieces)
    losses: list[torch.Tensor] = []
    for pool, batch in maker.stream(first_pool, progress.share):
        losses.append(trainer.learn(batch))
        is_over = progress.share() >= 1
        if progress.step % save_every == 0 or is_over:
            trainer.save(workspace.checkpoint, pool)
            figures = {
                "step": progress.step,
                "seconds": round(progress.seconds()),
                "loss": round(torch.stack(losses).mean().item(), 4),
                "heldOutLoss": round(trainer.held_out_loss(held_out), 4),
            }
            report(workspace.losses, figures)
            losses.clear()
        if is_over:
            break


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    add_workspace_arguments(parser)
    parser.add_argument("--steps", type=int, help=f"default: {STEPS}, with --toy {TOY_STEPS}")
    parser.add_argument("--minutes", type=float, default=60 * 24 * 7, help="of training, over all times it is started")
    parser.add_argument("--pieces-per-batch", type=int, help=f"default: {PIECES_PER_BATCH}")
    parser.add_argument("--save-every", type=int, default=500, help="steps")
    parser.add_argument("--threads", type=int, default=1, help="on a processor; more helps only on an idle machine")
    arguments = parser.parse_args()
    torch.set_num_threads(arguments.threads)
    keep_freed_memory()
    default_pieces = PIECES_PER_BATCH["cuda" if torch.cuda.is_available() else "cpu"]
    train(
        Workspace(arguments.work),
        shape_of(arguments),
        arguments.steps or (TOY_STEPS if arguments.toy else STEPS),
        arguments.minutes,
        arguments.pieces_per_batch or (TOY_PIECES_PER_BATCH if arguments.toy else default_pieces),
        arguments.save_every,
    )
