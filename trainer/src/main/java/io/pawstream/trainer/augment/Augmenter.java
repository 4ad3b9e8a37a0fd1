package io.pawstream.trainer.augment;

import io.pawstream.trainer.network.Augmentation;
import io.pawstream.vision.image.ImageSize;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Draws a change for each image in each epoch. What is drawn depends on seed, epoch and index alone, so that threads and
 * batches do not change it.
 */
public final class Augmenter {

    private final List<Augmentation> augmentations;
    private final long seed;
    private final Warp warp;

    public Augmenter(List<Augmentation> augmentations, ImageSize size, long seed) {
        this.augmentations = List.copyOf(augmentations);
        this.seed = seed;
        this.warp = new Warp(size);
    }

    /**
     * What is done to an image.
     *
     * @param epoch number of the epoch
     * @param index index of the image in its split
     */
    public Change draw(int epoch, int index) {
        return Change.draw(augmentations, new SplittableRandom((seed * 1_000_003 + epoch) * 1_000_003 + index));
    }

    /**
     * Writes a changed image.
     *
     * @param source direct buffer with the image at its position, uint8 RGB
     * @param target direct buffer; the image is written at its position, which stays
     * @param epoch number of the epoch
     * @param index index of the image in its split
     */
    public void apply(ByteBuffer source, ByteBuffer target, int epoch, int index) {
        warp.apply(source, target, draw(epoch, index));
    }
}
