"""Trains model1 or model3 in Keras on TensorFlow and prints the time per step."""

import os
import time

# Must be set before the import. Suppresses messages about CPU features.
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "2")

import keras
import tensorflow as tf
from keras import layers

import harness


def network(model):
    """Builds the network from uint8 images (N, 150, 150, 3) to probabilities (N, 1)."""
    augmentation = [
        layers.RandomFlip("horizontal"),
        layers.RandomRotation(harness.ROTATION, fill_mode="reflect", interpolation="bilinear"),
        layers.Rescaling(1 / 127.5, offset=-1),
    ]
    return keras.Sequential(
        [
            keras.Input((harness.SIDE, harness.SIDE, 3)),
            *(augmentation if model == "model3" else []),
            layers.Conv2D(32, 3, activation="relu"),
            layers.MaxPooling2D(),
            layers.Conv2D(64, 3, activation="relu"),
            layers.MaxPooling2D(),
            layers.Flatten(),
            layers.Dense(128, activation="relu"),
            layers.Dropout(0.5),
            layers.Dense(1, activation="sigmoid"),
        ]
    )


def dataset(pixels, labels, threads):
    """Creates batches in a new order for each epoch, prefetched during the step before."""
    pixels, labels = tf.constant(pixels), tf.constant(labels)
    settings = tf.data.Options()
    settings.threading.private_threadpool_size = threads
    return (
        tf.data.Dataset.range(len(labels))
        .shuffle(len(labels))
        .batch(harness.BATCH_SIZE)
        # Shuffles indices: shuffling the images themselves would hold them in memory twice.
        .map(lambda indices: (tf.gather(pixels, indices), tf.gather(labels, indices)))
        .prefetch(tf.data.AUTOTUNE)
        .with_options(settings)
    )


class Stopwatch(keras.callbacks.Callback):
    """Prints the times of each epoch. A step starts at the end of the one before, so it includes waiting for data."""

    def __init__(self, epochs):
        super().__init__()
        self.epochs = epochs

    def on_epoch_begin(self, epoch, logs=None):
        self.epoch_start = self.step_start = time.perf_counter()
        self.steps = []

    def on_train_batch_end(self, batch, logs=None):
        now = time.perf_counter()
        self.steps.append({"step": (now - self.step_start) * 1e3})
        self.step_start = now

    def on_epoch_end(self, epoch, logs=None):
        seconds = time.perf_counter() - self.epoch_start
        harness.print_epoch(epoch + 1, self.epochs, logs["loss"], logs["accuracy"], seconds, self.steps)


def main():
    parser = harness.parser(__doc__)
    parser.add_argument("--jit", action="store_true", help="compile the network with XLA")
    options = parser.parse_args()
    keras.utils.set_random_seed(options.seed)
    tf.config.threading.set_intra_op_parallelism_threads(options.threads)
    tf.config.threading.set_inter_op_parallelism_threads(options.threads)

    pixels, labels = harness.load(options.data, options.images, options.threads, options.seed)
    batches = dataset(pixels, labels, options.threads)
    del pixels
    model = network(options.model)
    model.compile(
        optimizer=keras.optimizers.Adam(harness.LEARNING_RATE, epsilon=harness.ADAM_EPSILON),
        loss="binary_crossentropy",
        metrics=["accuracy"],
        jit_compile=options.jit,
    )
    print("parameters", model.count_params())
    model.fit(batches, epochs=options.epochs, shuffle=False, verbose=0, callbacks=[Stopwatch(options.epochs)])


if __name__ == "__main__":
    main()
