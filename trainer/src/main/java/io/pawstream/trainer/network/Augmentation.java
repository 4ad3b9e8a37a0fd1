package io.pawstream.trainer.network;

/** Changes training images at random. It is not part of the exported network. */
public sealed interface Augmentation extends Layer
        permits RandomFlip, RandomRotation, RandomZoom, RandomTranslation, RandomLight {}
