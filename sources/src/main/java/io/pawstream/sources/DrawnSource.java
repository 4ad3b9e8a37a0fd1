package io.pawstream.sources;

import io.pawstream.sources.drawing.Drawing;
import io.pawstream.sources.drawing.Species;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * An endless source of cats and dogs drawn with Java2D. The image at an index depends only on the seed and the index.
 *
 * <p>Each block of twenty images contains ten cats and ten dogs in random order. Colors, poses, backgrounds, light,
 * sizes and formats have the same distribution for both species. They differ only in the animal itself: shape, markings
 * and how often it wears a collar.
 *
 * <pre>{@code
 * SourceImage first = new DrawnSource(1).get(0);
 * Files.write(Path.of("first" + first.name().replaceFirst(".*\\.", ".")), first.read());
 * }</pre>
 */
public final class DrawnSource implements ImageSource {

    /** Number of images in a block with as many cats as dogs; even. */
    private static final int BLOCK = 20;

    private final long seed;

    /**
     * Creates a source.
     *
     * @param seed any number; different seeds give different images
     */
    public DrawnSource(long seed) {
        this.seed = seed;
    }

    @Override
    public int size() {
        return Integer.MAX_VALUE;
    }

    @Override
    public SourceImage get(int index) {
        Objects.checkIndex(index, size());
        Drawing drawing = Drawing.of(species(index), mix(mix(seed) + index));
        String label = drawing.species().name().toLowerCase(Locale.ROOT);
        String name = String.format(
                Locale.ROOT, "drawn/%s/%06d.%s", label, index, drawing.format().extension());
        return new DrawnImage(name, label, drawing);
    }

    private Species species(int index) {
        // Selection sampling: the probability of a cat is the share of cats among the images left in the block.
        SplittableRandom random = new SplittableRandom(mix(~seed) + index / BLOCK);
        int cats = BLOCK / 2;
        for (int place = 0; ; place++) {
            boolean cat = random.nextInt(BLOCK - place) < cats;
            if (place == index % BLOCK) {
                return cat ? Species.CAT : Species.DOG;
            }
            cats -= cat ? 1 : 0;
        }
    }

    /** Maps adjacent numbers to distant ones, so that adjacent seeds share no images (SplitMix64). */
    private static long mix(long number) {
        return new SplittableRandom(number).nextLong();
    }

    @Override
    public void close() {
        // There is nothing to close.
    }

    private record DrawnImage(String name, String knownLabel, Drawing drawing) implements SourceImage {

        @Override
        public Optional<String> label() {
            return Optional.of(knownLabel);
        }

        @Override
        public byte[] read() {
            return drawing.encode();
        }
    }
}
