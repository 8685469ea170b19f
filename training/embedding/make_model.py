"""All steps in order: data → tokenizer → pieces → vectors → model folder → figures.

With --toy, on a few hundred rows of each source: it proves the whole path in a minute and makes a poor model.
"""

import argparse
import subprocess
import sys
from pathlib import Path

from .workspace import HEADS, add_workspace_arguments

TOY_ARGUMENTS = {
    "prepare_data": ["--toy"],
    "train_tokenizer": ["--vocabulary-size", "4000", "--rows", "10000"],
    "train": ["--steps", "60", "--batch-size", "256", "--validate-every", "20"],
}


def run(script: str, arguments: list[str]) -> None:
    """Runs one step in a process of its own and stops everything when it fails."""
    print(f"== {script}", flush=True)
    subprocess.run([sys.executable, "-m", f"{__package__}.{script}", *arguments], check=True)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    add_workspace_arguments(parser)
    parser.add_argument("--model-folder", type=Path, required=True, help="for example models/sourcier-bilingual-static")
    parser.add_argument("--toy", action="store_true", help="tiny data, to prove the path")
    arguments = parser.parse_args()
    places = ["--data", str(arguments.data), "--work", str(arguments.work)]

    def run_step(script: str, *options: str) -> None:
        run(script, [*places, *options, *(TOY_ARGUMENTS.get(script, []) if arguments.toy else [])])

    for script in ("prepare_data", "train_tokenizer", "encode_data"):
        run_step(script)
    for head in HEADS:
        run_step("train", "--head", head)
    run("export_onnx", [*places, "--model-folder", str(arguments.model_folder)])
    run("evaluate", [*places, "--model", str(arguments.model_folder / "onnx" / "model_quantized.onnx")])
