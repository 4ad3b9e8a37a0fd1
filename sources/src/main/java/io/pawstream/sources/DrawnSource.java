package io.pawstream.sources;

import io.pawstream.sources.drawing.Drawing;
import io.pawstream.sources.drawing.Species;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * Cats and dogs drawn with Java2D, without end: the image at an index is a function of the seed and the index alone.
 *
 * <p>Each run of twenty images holds ten cats and ten dogs in a random order. Fur, background, light, size and format
 * are drawn in the same way for both, so that only the shape of the animal tells them apart.
 *
 * <pre>{@code
 * SourceImage first = new DrawnSource(1).get(0);
 * Files.write(Path.of("first" + first.name().replaceFirst(".*\\.", ".")), first.read());
 * }</pre>
 */
public final class DrawnSource implements ImageSource {

    /** Images that share an even mix: an even number. */
    private static final int RUN = 20;

    private final long seed;

    /** A source of its own for each seed. */
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
        // Selection sampling: of those left in this run, each is a cat with the probability that keeps the mix even.
        SplittableRandom random = new SplittableRandom(mix(~seed) + index / RUN);
        int cats = RUN / 2;
        for (int place = 0; ; place++) {
            boolean cat = random.nextInt(RUN - place) < cats;
            if (place == index % RUN) {
                return cat ? Species.CAT : Species.DOG;
            }
            cats -= cat ? 1 : 0;
        }
    }

    /** Spreads neighbouring numbers over all longs, so that neighbouring seeds share no image (SplitMix64). */
    private static long mix(long number) {
        return new SplittableRandom(number).nextLong();
    }

    @Override
    public void close() {
        // Nothing is open.
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
