package io.pawstream.trainer.network;

/** Mirrors half of the pictures, left to right. */
public record RandomFlip() implements Augmentation {}
