package io.pawstream.trainer.network;

/** Changes images at random while training; no part of the exported network. */
public sealed interface Augmentation extends Layer
        permits RandomFlip, RandomRotation, RandomZoom, RandomTranslation, RandomLight {}
