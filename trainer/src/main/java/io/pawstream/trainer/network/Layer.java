package io.pawstream.trainer.network;

/** A row in the table of a network: it either changes images while training, or computes. */
public sealed interface Layer permits Augmentation, Operation {}
