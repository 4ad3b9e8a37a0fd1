package io.pawstream.trainer.augment;

import io.pawstream.model.ImageSize;
import io.pawstream.trainer.network.Augmentation;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Draws a random change for each image in each epoch. A change depends only on seed, epoch and index, not on threads or
 * batches.
 */
public final class Augmenter {

    private final List<Augmentation> augmentations;
    private final long seed;
    private final Warp warp;

    /**
     * Creates an augmenter.
     *
     * @param augmentations the augmentations of a network, in order
     * @param size size of the images
     * @param seed seed of the changes
     */
    public Augmenter(List<Augmentation> augmentations, ImageSize size, long seed) {
        this.augmentations = List.copyOf(augmentations);
        this.seed = seed;
        this.warp = new Warp(size);
    }

    /**
     * Returns the change of an image.
     *
     * @param epoch number of the epoch
     * @param index index of the image in its split
     * @return the change
     */
    public Change draw(int epoch, int index) {
        return Change.draw(augmentations, new SplittableRandom((seed * 1_000_003 + epoch) * 1_000_003 + index));
    }

    /**
     * Writes a changed image.
     *
     * @param source direct buffer with the image at its position, uint8 RGB; the position does not change
     * @param target direct buffer; the image is written at its position, which does not change
     * @param epoch number of the epoch
     * @param index index of the image in its split
     */
    public void apply(ByteBuffer source, ByteBuffer target, int epoch, int index) {
        warp.apply(source, target, draw(epoch, index));
    }
}
