"""Trains model1 or model3 in PyTorch and prints the time per step and of its parts."""

import math
import time

import cv2
import numpy as np
import torch
from torch import nn
from torch.nn import functional
from torch.utils.data import DataLoader, Dataset

import harness


class Photos(Dataset):
    """Provides whole batches, augmented if the model needs it."""

    def __init__(self, pixels, labels, augment):
        self.pixels = torch.from_numpy(pixels)
        self.labels = torch.from_numpy(labels)
        self.augment = augment

    def __len__(self):
        return len(self.labels)

    def __getitems__(self, indices):
        return self.augment(self.pixels[indices].permute(0, 3, 1, 2)), self.labels[indices]


def unchanged(images):
    return images


def random_augmentation(count):
    """Returns for each image -1 to mirror it or 1, and a rotation angle in radians."""
    mirror = torch.randint(0, 2, (count,)) * 2.0 - 1
    radians = (torch.rand(count) * 2 - 1) * harness.ROTATION * 2 * math.pi
    return mirror, radians


def augment_tensor(images):
    """Mirrors and rotates a whole batch in float."""
    mirror, radians = random_augmentation(len(images))
    cos, sin, zero = radians.cos(), radians.sin(), torch.zeros(len(images))
    rows = [mirror * cos, mirror * sin, zero, -sin, cos, zero]
    grid = functional.affine_grid(torch.stack(rows, 1).view(-1, 2, 3), list(images.shape), align_corners=False)
    return functional.grid_sample(images.float(), grid, padding_mode="reflection", align_corners=False)


def augment_opencv(images):
    """Mirrors and rotates one image after the other in 8 bits."""
    source = images.permute(0, 2, 3, 1).numpy()
    target = np.empty_like(source)
    centre = (harness.SIDE - 1) / 2
    mirrors, angles = (values.tolist() for values in random_augmentation(len(images)))
    for i, (mirror, radians) in enumerate(zip(mirrors, angles, strict=True)):
        cos, sin = math.cos(radians), math.sin(radians)
        matrix = np.array(
            [
                [mirror * cos, mirror * sin, centre - mirror * (cos + sin) * centre],
                [-sin, cos, centre + (sin - cos) * centre],
            ]
        )
        flags = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
        cv2.warpAffine(source[i], matrix, source.shape[1:3], target[i], flags, cv2.BORDER_REFLECT)
    return torch.from_numpy(target).permute(0, 3, 1, 2)


AUGMENTATIONS = {"tensor": augment_tensor, "opencv": augment_opencv}


class Rescaling(nn.Module):
    def forward(self, images):
        return images * (1 / 127.5) - 1


def network(model):
    """Builds the network from float images (N, 3, 150, 150) to logits (N, 1)."""
    layers = nn.Sequential(
        Rescaling() if model == "model3" else nn.Identity(),
        nn.Conv2d(3, 32, 3),
        nn.ReLU(inplace=True),
        nn.MaxPool2d(2),
        nn.Conv2d(32, 64, 3),
        nn.ReLU(inplace=True),
        nn.MaxPool2d(2),
        nn.Flatten(),
        nn.Linear(64 * 36 * 36, 128),
        nn.ReLU(inplace=True),
        nn.Dropout(0.5),
        nn.Linear(128, 1),
    )
    for layer in layers:
        if isinstance(layer, (nn.Conv2d, nn.Linear)):
            nn.init.xavier_uniform_(layer.weight)
            nn.init.zeros_(layer.bias)
    return layers


def main():
    parser = harness.parser(__doc__)
    parser.add_argument("--layout", choices=["channels_first", "channels_last"], default="channels_last")
    parser.add_argument("--augment", choices=AUGMENTATIONS, default="tensor", help="only for model3")
    parser.add_argument("--workers", type=int, default=1, metavar="N", help="processes that prepare batches")
    parser.add_argument("--compile", action="store_true", help="compile the network with torch.compile")
    options = parser.parse_args()
    torch.manual_seed(options.seed)
    torch.set_num_threads(options.threads)

    pixels, labels = harness.load(options.data, options.images, options.threads, options.seed)
    augment = AUGMENTATIONS[options.augment] if options.model == "model3" else unchanged
    batches = DataLoader(
        Photos(pixels, labels, augment),
        batch_size=harness.BATCH_SIZE,
        shuffle=True,
        num_workers=options.workers,
        persistent_workers=options.workers > 0,
        collate_fn=lambda batch: batch,
    )
    layout = torch.channels_last if options.layout == "channels_last" else torch.contiguous_format
    net = network(options.model).to(memory_format=layout)
    print("parameters", sum(parameter.numel() for parameter in net.parameters()))
    # Compiled once per batch size, of which there are at most two.
    forward = torch.compile(net, dynamic=False) if options.compile else net
    optimizer = torch.optim.Adam(net.parameters(), harness.LEARNING_RATE, eps=harness.ADAM_EPSILON, fused=True)

    for epoch in range(1, options.epochs + 1):
        steps = []
        loss_sum = correct = 0.0
        epoch_start = start = time.perf_counter()
        for images, targets in batches:
            arrived = time.perf_counter()
            images = images.to(torch.float32, memory_format=layout)
            logits = forward(images).squeeze(1)
            loss = functional.binary_cross_entropy_with_logits(logits, targets)
            forward_done = time.perf_counter()
            optimizer.zero_grad()
            loss.backward()
            backward_done = time.perf_counter()
            optimizer.step()
            end = time.perf_counter()
            steps.append(
                {
                    "step": (end - start) * 1e3,
                    "waiting for data": (arrived - start) * 1e3,
                    "forward": (forward_done - arrived) * 1e3,
                    "backward": (backward_done - forward_done) * 1e3,
                    "update": (end - backward_done) * 1e3,
                }
            )
            loss_sum += loss.item() * len(targets)
            correct += ((logits > 0) == (targets > 0.5)).sum().item()
            start = time.perf_counter()
        seconds = time.perf_counter() - epoch_start
        harness.print_epoch(
            epoch, options.epochs, loss_sum / options.images, correct / options.images, seconds, steps
        )


if __name__ == "__main__":
    main()
