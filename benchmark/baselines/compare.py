#!/usr/bin/env python3
"""Trains model1 and model3 with Pawstream, PyTorch and Keras on the same cores, and prints a table.

For each baseline, the options with the fastest steps are determined first on part of the photos.
"""

import argparse
import json
import os
import re
import statistics
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).resolve().parent
HOME = HERE.parent.parent

# As in `./pawstream train`. Otherwise glibc returns the large blocks of each step to the operating system.
ALLOCATOR = {
    "MALLOC_ARENA_MAX": "1",
    "MALLOC_MMAP_THRESHOLD_": "1073741824",
    "MALLOC_TRIM_THRESHOLD_": "4294967296",
    "MALLOC_TOP_PAD_": "67108864",
}

# Options that may speed up a baseline. The search starts with the first alternative of each list.
LAYOUT = [["--layout", "channels_first"], ["--layout", "channels_last"]]
WORKERS = [["--workers", "0"], ["--workers", "1"]]
AUGMENT = [["--augment", "opencv"], ["--augment", "tensor"]]
CHOICES = {
    ("PyTorch", "model1"): [LAYOUT, WORKERS, [[], ["--compile"]]],
    ("PyTorch", "model3"): [LAYOUT, AUGMENT, WORKERS, [[], ["--compile"]]],
    # XLA does not support the operations of Keras' RandomRotation.
    ("Keras", "model1"): [[[], ["--jit"]]],
    ("Keras", "model3"): [[[]]],
}
SCRIPTS = {"PyTorch": "train_pytorch.py", "Keras": "train_keras.py"}

SECONDS = re.compile(r"^epoch \d+/\d+: .*?([\d.]+) s$", re.MULTILINE)
STEPS = re.compile(r"^  \d+ steps, median ([\d.]+) ms(?:: (.*))?$", re.MULTILINE)
PARAMETERS = re.compile(r"^parameters (\d+)$", re.MULTILINE)
PARTS = ["waiting for data", "forward", "backward", "update"]


@dataclass
class Run:
    """Measurements of one training: seconds and milliseconds of the last epoch, peak memory in MiB."""

    seconds: float
    step: float | None
    parts: dict[str, float]
    peak: float
    parameters: int


def arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", required=True, type=Path, metavar="ZIP", help="the photo archive")
    parser.add_argument("--models", default="model1,model3", metavar="NAMES", help="default: %(default)s")
    for name, default, meaning in [
        ("--images", 9305, "photos to train on"),
        ("--trial", 1280, "photos to select the options of a baseline with"),
        ("--epochs", 2, "epochs per run; the last one counts"),
        ("--rounds", 3, "runs per trainer"),
        ("--threads", 2, "threads and cores"),
    ]:
        parser.add_argument(name, type=int, default=default, metavar="N", help=f"{meaning} (default: %(default)s)")
    parser.add_argument("--venv", type=Path, default=HERE / ".venv", metavar="DIR", help="created if missing")
    return parser.parse_args()


def use_cores(count):
    """Pins this process and its children to the first cores, if the operating system supports it."""
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[:count])


def python_of(venv):
    """Returns the Python of the venv, which has the libraries of the baselines."""
    python = venv / "bin" / "python"
    if not python.exists():
        print(f"installing requirements.txt into {venv}", flush=True)
        subprocess.run([sys.executable, "-m", "venv", venv], check=True)
        subprocess.run([python, "-m", "pip", "install", "--quiet", "-r", HERE / "requirements.txt"], check=True)
    return python


def run(command):
    """Runs a training. Returns its output, or None if it failed, and its peak memory in MiB."""
    with tempfile.TemporaryFile("w+") as output:
        process = subprocess.Popen(
            [str(part) for part in command], stdout=output, stderr=subprocess.STDOUT, env=os.environ | ALLOCATOR
        )
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        output.seek(0)
        text = output.read()
    if process.returncode != 0:
        print(text[-2000:], file=sys.stderr)
        return None, 0
    # macOS reports bytes, Linux KiB.
    return text, usage.ru_maxrss / (1 << 20 if sys.platform == "darwin" else 1 << 10)


def read(text, peak, parameter_count):
    """Parses the output of a trainer."""
    seconds = SECONDS.findall(text)[-1]
    steps = STEPS.findall(text)
    step, parts = steps[-1] if steps else (None, "")
    by_part = dict(part.rsplit(" ", 1) for part in parts.split(", ")) if parts else {}
    return Run(
        float(seconds),
        float(step) if step else None,
        {part: float(milliseconds) for part, milliseconds in by_part.items()},
        peak,
        parameter_count,
    )


def run_pawstream(options, model):
    with tempfile.TemporaryDirectory() as directory:
        text, peak = run(
            [HOME / "pawstream", "train", "--data", options.data, "--model", model, "--epochs", options.epochs]
            + ["--threads", options.threads, "--run-dir", directory, "--out", directory]
            # The baselines have no other splits, so these are as small as a batch.
            + ["--train-size", options.images, "--validation-size", 64, "--test-size", 64]
        )
        if text is None:
            raise SystemExit(f"Pawstream failed on {model}; its output is above")
        card = json.loads((Path(directory) / model / "model.json").read_text())
    return read(text, peak, card["parameters"])


def run_baseline(options, trainer, model, images, variant):
    """Trains with a baseline. Returns None if it failed."""
    text, peak = run(
        [python_of(options.venv), HERE / SCRIPTS[trainer], "--data", options.data, "--model", model]
        + ["--images", images, "--epochs", options.epochs, "--threads", options.threads, *variant]
    )
    return text and read(text, peak, int(PARAMETERS.search(text)[1]))


def fastest(options, trainer, model):
    """Returns the options with the fastest steps. Optimizes one option after the other."""
    choices = CHOICES[trainer, model]
    best = [alternatives[0] for alternatives in choices]
    best_step = None
    for i, alternatives in enumerate(choices):
        for alternative in alternatives if best_step is None else alternatives[1:]:
            tried = best[:i] + [alternative] + best[i + 1 :]
            result = run_baseline(options, trainer, model, min(options.trial, options.images), sum(tried, []))
            figure = f"{result.step:.1f} ms/step" if result else "failed"
            print(f"trial of {trainer} {model} {' '.join(sum(tried, []))}: {figure}", flush=True)
            if result and (best_step is None or result.step < best_step):
                best, best_step = tried, result.step
    if best_step is None:
        raise SystemExit(f"{trainer} failed on {model}; its output is above")
    return sum(best, [])


def parameters(model):
    """Returns the number of parameters in the card of the published model."""
    return json.loads((HOME / "models" / model / "model.json").read_text())["parameters"]


def median(values):
    known = [value for value in values if value is not None]
    return statistics.median(known) if known else None


def cell(value, digits=1):
    return "" if value is None else f"{value:.{digits}f}"


def ratio(pawstream, other):
    return cell(pawstream / other, 2) if pawstream and other else ""


def print_table(runs):
    """Prints the medians. runs: for each trainer and model, the runs of all rounds."""
    columns = ["model", "trainer", "s/epoch", "ms/step", *PARTS, "peak MiB"]
    columns += ["Pawstream/trainer, epoch", "Pawstream/trainer, step"]
    print("| " + " | ".join(columns) + " |")
    print("|---" * len(columns) + "|")
    for (trainer, model), results in runs.items():
        pawstream = runs["Pawstream", model]
        seconds, step = median(r.seconds for r in results), median(r.step for r in results)
        parts = [cell(median(r.parts.get(part) for r in results)) for part in PARTS]
        ratios = [
            ratio(median(r.seconds for r in pawstream), seconds),
            ratio(median(r.step for r in pawstream), step),
        ]
        row = [model, trainer, cell(seconds), cell(step), *parts, cell(median(r.peak for r in results), 0), *ratios]
        print("| " + " | ".join(row) + " |")


def main():
    options = arguments()
    use_cores(options.threads)
    python_of(options.venv)
    # Builds Pawstream before anything is measured.
    subprocess.run([HOME / "pawstream", "train", "--help"], check=True, stdout=subprocess.DEVNULL)
    models = options.models.split(",")
    variants = {(trainer, model): fastest(options, trainer, model) for model in models for trainer in SCRIPTS}

    runs = {(trainer, model): [] for model in models for trainer in ("Pawstream", *SCRIPTS)}
    for number in range(1, options.rounds + 1):
        # The order alternates, so that a machine that slows down affects all trainers alike.
        order = list(runs) if number % 2 else list(reversed(runs))
        for trainer, model in order:
            if trainer == "Pawstream":
                result = run_pawstream(options, model)
            else:
                result = run_baseline(options, trainer, model, options.images, variants[trainer, model])
            if result is None:
                raise SystemExit(f"{trainer} failed on {model}; its output is above")
            if result.parameters != parameters(model):
                raise SystemExit(f"{trainer} {model} has {result.parameters} parameters, not {parameters(model)}")
            runs[trainer, model].append(result)
            print(f"round {number}: {trainer} {model} {result}", flush=True)

    for (trainer, model), variant in variants.items():
        print(f"{trainer} {model}: {' '.join(variant) or 'default options'}")
    print_table(runs)


if __name__ == "__main__":
    main()
