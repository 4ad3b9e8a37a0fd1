"""What the two baselines share: their options, the photos in memory, and the lines they print."""

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
TURNS = 0.2
WARM_UP_STEPS = 10


def parser(description):
    options = argparse.ArgumentParser(description=description)
    options.add_argument("--data", required=True, metavar="ZIP", help="photos, each in a folder Cat or Dog")
    options.add_argument("--model", required=True, choices=["model1", "model3"])
    options.add_argument("--images", type=int, default=9305, metavar="N", help="photos to train on")
    options.add_argument("--epochs", type=int, default=1, metavar="N")
    options.add_argument("--threads", type=int, default=2, metavar="N")
    options.add_argument("--seed", type=int, default=1, metavar="N")
    return options


def load(archive, count, threads, seed):
    """Photos chosen by the seed: RGB pixels, uint8 (N, 150, 150, 3), and labels, float32 (N), 0 is cat and 1 is dog."""
    cv2.setNumThreads(1)
    with zipfile.ZipFile(archive) as photos:
        names = sorted(name for name in photos.namelist() if name.lower().endswith(".jpg"))
        random.Random(seed).shuffle(names)
        pixels = np.empty((count, SIDE, SIDE, 3), np.uint8)
        labels = np.empty(count, np.float32)
        found = 0
        # The zip is read by this thread alone; the others decode.
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
    raise SystemExit(f"{archive} has {found} photos that count; --images asks for {count}")


def decode(encoded):
    """RGB pixels, or None if it is no JFIF file or no image: those are what our trainer skips."""
    if b"JFIF" not in encoded[:10]:
        return None
    image = cv2.imdecode(np.frombuffer(encoded, np.uint8), cv2.IMREAD_COLOR_RGB)
    return None if image is None else cv2.resize(image, (SIDE, SIDE), interpolation=cv2.INTER_LINEAR)


def print_epoch(epoch, epochs, loss, accuracy, seconds, steps):
    """Prints what our trainer prints of an epoch.

    steps: for each step its milliseconds, by name of its part, in order; the part "step" is the whole of it.
    """
    print(f"epoch {epoch}/{epochs}: loss {loss:.4f} accuracy {accuracy:.4f}, {seconds:.1f} s")
    measured = steps[WARM_UP_STEPS:] if epoch == 1 and len(steps) > WARM_UP_STEPS else steps
    medians = {part: statistics.median(step[part] for step in measured) for part in measured[0]}
    whole = f"  {len(steps)} steps, median {medians.pop('step'):.1f} ms"
    parts = ", ".join(f"{part} {milliseconds:.1f}" for part, milliseconds in medians.items())
    print(f"{whole}: {parts}" if parts else whole, flush=True)
