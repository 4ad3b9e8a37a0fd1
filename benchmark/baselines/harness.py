"""Options, photos in memory and output format of the two baselines."""

import argparse
import random
import statistics
import zipfile
from concurrent.futures import ThreadPoolExecutor

import cv2
import numpy as np

SIDE = 150
BATCH_SIZE = 64
LEARNING_RATE = 1e-3
ADAM_EPSILON = 1e-7
# Maximum rotation in both directions, as a share of a full circle.
ROTATION = 0.2
WARM_UP_STEPS = 10


def parser(description):
    options = argparse.ArgumentParser(description=description)
    options.add_argument("--data", required=True, metavar="ZIP", help="archive with directories Cat and Dog")
    options.add_argument("--model", required=True, choices=["model1", "model3"])
    options.add_argument("--images", type=int, default=9305, metavar="N", help="photos to train on")
    options.add_argument("--epochs", type=int, default=1, metavar="N")
    options.add_argument("--threads", type=int, default=2, metavar="N")
    options.add_argument("--seed", type=int, default=1, metavar="N")
    return options


def load(archive, count, threads, seed):
    """Decodes photos that the seed selects.

    Returns RGB pixels, uint8 (N, 150, 150, 3), and labels, float32 (N): 0 is cat, 1 is dog.
    """
    cv2.setNumThreads(1)
    with zipfile.ZipFile(archive) as photos:
        names = sorted(name for name in photos.namelist() if name.lower().endswith(".jpg"))
        random.Random(seed).shuffle(names)
        pixels = np.empty((count, SIDE, SIDE, 3), np.uint8)
        labels = np.empty(count, np.float32)
        found = 0
        # This thread reads the archive, the others decode.
        with ThreadPoolExecutor(threads) as decoders:
            for start in range(0, len(names), BATCH_SIZE):
                part = names[start : start + BATCH_SIZE]
                images = decoders.map(decode, [photos.read(name) for name in part])
                for name, image in zip(part, images, strict=True):
                    if image is not None and found < count:
                        pixels[found] = image
                        labels[found] = "/dog/" in name.lower()
                        found += 1
                if found == count:
                    return pixels, labels
    raise SystemExit(f"--images is {count}; {archive} has {found} usable photos")


def decode(encoded):
    """Returns RGB pixels, or None for files without a JFIF header and damaged files. Pawstream skips them too."""
    if b"JFIF" not in encoded[:10]:
        return None
    image = cv2.imdecode(np.frombuffer(encoded, np.uint8), cv2.IMREAD_COLOR_RGB)
    return None if image is None else cv2.resize(image, (SIDE, SIDE), interpolation=cv2.INTER_LINEAR)


def print_epoch(epoch, epochs, loss, accuracy, seconds, steps):
    """Prints an epoch in the format of Pawstream.

    steps: for each step, the milliseconds of its parts by name, in order; the part "step" is the total.
    """
    print(f"epoch {epoch}/{epochs}: loss {loss:.4f} accuracy {accuracy:.4f}, {seconds:.1f} s")
    measured = steps[WARM_UP_STEPS:] if epoch == 1 and len(steps) > WARM_UP_STEPS else steps
    medians = {part: statistics.median(step[part] for step in measured) for part in measured[0]}
    whole = f"  {len(steps)} steps, median {medians.pop('step'):.1f} ms"
    parts = ", ".join(f"{part} {milliseconds:.1f}" for part, milliseconds in medians.items())
    print(f"{whole}: {parts}" if parts else whole, flush=True)
