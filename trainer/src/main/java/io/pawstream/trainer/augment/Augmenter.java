package io.pawstream.trainer.augment;

import io.pawstream.trainer.network.Augmentation;
import io.pawstream.trainer.network.RandomFlip;
import io.pawstream.trainer.network.RandomRotation;
import io.pawstream.vision.image.ImageSize;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Locale;
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
     * What happens to a picture.
     *
     * @param radians angle, clockwise on the screen if positive
     */
    public record Change(boolean mirrored, double radians) {

        private static final Change NONE = new Change(false, 0);

        /** For people: {@code mirrored, +37°}. */
        @Override
        public String toString() {
            String angle = radians == 0 ? "" : String.format(Locale.ROOT, "%+.0f°", Math.toDegrees(radians));
            String mirror = mirrored ? "mirrored" : "";
            return equals(NONE) ? "as it is" : mirror + (mirrored && radians != 0 ? ", " : "") + angle;
        }
    }

    /** What {@link #apply} does to a picture in an epoch. */
    public Change draw(int epoch, int index) {
        SplittableRandom random = new SplittableRandom((seed * 1_000_003 + epoch) * 1_000_003 + index);
        boolean mirrored = flips && random.nextBoolean();
        double radians = turns == 0 ? 0 : random.nextDouble(-turns, turns) * 2 * Math.PI;
        return new Change(mirrored, radians);
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
        Change change = draw(epoch, index);
        if (change.equals(Change.NONE)) {
            target.duplicate().put(source.duplicate());
        } else {
            warp.apply(source, target, change.mirrored, change.radians);
        }
    }
}
