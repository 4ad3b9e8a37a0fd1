package io.pawstream.trainer.network;

/** A row in the table of a network: a change of training images or an operation. */
public sealed interface Layer permits Augmentation, Operation {}
