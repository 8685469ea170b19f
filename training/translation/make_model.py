"""All steps in order: data → tokenizer → pieces → weights → model folder → figures.

With --toy, on a few hundred rows of each source and with a small network: it proves the whole path in minutes.
"""

import argparse
import subprocess
import sys
from pathlib import Path

from .workspace import add_workspace_arguments

if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    add_workspace_arguments(parser)
    parser.add_argument("--model-folder", type=Path, required=True, help="for example models/sourcier-french-english")
    parser.add_argument("--steps", type=int)
    parser.add_argument("--minutes", type=float)
    arguments = parser.parse_args()
    places = ["--data", str(arguments.data), "--work", str(arguments.work), *(["--toy"] if arguments.toy else [])]
    folder = ["--model-folder", str(arguments.model_folder)]
    limits = [
        part
        for name in ("steps", "minutes")
        if (value := getattr(arguments, name)) is not None
        for part in (f"--{name}", str(value))
    ]

    def run(step: str, *options: str) -> None:
        """In a process of its own; stops everything when it fails."""
        print(f"== {step}", flush=True)
        subprocess.run([sys.executable, "-m", f"{__package__}.{step}", *places, *options], check=True)

    for step in ("prepare_data", "train_tokenizer", "encode_data"):
        run(step)
    run("train", *limits)
    run("export_onnx", *folder)
    run("evaluate", *folder)
