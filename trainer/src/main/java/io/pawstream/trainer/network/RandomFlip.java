package io.pawstream.trainer.network;

/** Mirrors half of the images left to right. */
public record RandomFlip() implements Augmentation {}
