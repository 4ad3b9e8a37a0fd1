package io.pawstream.trainer.augment;

import io.pawstream.trainer.network.Augmentation;
import io.pawstream.trainer.network.RandomFlip;
import io.pawstream.trainer.network.RandomRotation;
import io.pawstream.vision.image.ImageSize;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Draws, for each picture in each epoch, whether it is mirrored and how far it is turned. What is drawn depends on seed,
 * epoch and index alone, so that threads and batches do not change it.
 */
public final class Augmenter {

    private final boolean flips;
    private final double turns;
    private final long seed;
    private final Warp warp;

    public Augmenter(List<Augmentation> augmentations, ImageSize size, long seed) {
        this.flips = augmentations.stream().anyMatch(RandomFlip.class::isInstance);
        this.turns = augmentations.stream()
                .filter(RandomRotation.class::isInstance)
                .mapToDouble(rotation -> ((RandomRotation) rotation).turns())
                .sum();
        this.seed = seed;
        this.warp = new Warp(size);
    }

    /**
     * Writes a changed picture.
     *
     * @param source direct buffer with the picture at its position, uint8 RGB
     * @param target direct buffer; the picture is written at its position, which stays
     * @param epoch number of the epoch
     * @param index index of the picture in its split
     */
    public void apply(ByteBuffer source, ByteBuffer target, int epoch, int index) {
        SplittableRandom random = new SplittableRandom((seed * 1_000_003 + epoch) * 1_000_003 + index);
        boolean mirrored = flips && random.nextBoolean();
        double radians = turns == 0 ? 0 : random.nextDouble(-turns, turns) * 2 * Math.PI;
        if (!mirrored && radians == 0) {
            target.duplicate().put(source.duplicate());
        } else {
            warp.apply(source, target, mirrored, radians);
        }
    }
}
