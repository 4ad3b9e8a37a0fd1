package io.pawstream.sources;

import io.pawstream.sources.drawing.Drawing;
import io.pawstream.sources.drawing.Species;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * An endless source of animals drawn with Java2D. The image at an index depends only on the seed, the species and the
 * index.
 *
 * <p>Each block of images contains ten animals of each species in random order. Colors, poses, backgrounds, light,
 * sizes and formats have the same distribution for all species. They differ only in the animal itself: shape, markings
 * and how often it wears a collar.
 *
 * <pre>{@code
 * SourceImage first = new DrawnSource(1).get(0);
 * Files.write(Path.of("first" + first.name().replaceFirst(".*\\.", ".")), first.read());
 * }</pre>
 */
public final class DrawnSource implements ImageSource {

    /** The species that are drawn by default. */
    public static final List<Species> DEFAULT = List.of(Species.CAT, Species.DOG);

    /** Number of images of each species in a block. */
    private static final int PER_BLOCK = 10;

    private final long seed;
    private final List<Species> species;

    /**
     * Creates a source of cats and dogs.
     *
     * @param seed any number; different seeds give different images
     */
    public DrawnSource(long seed) {
        this(seed, DEFAULT);
    }

    /**
     * Creates a source.
     *
     * @param seed any number; different seeds give different images
     * @param species the species to draw, at least one; their order does not matter
     * @throws IllegalArgumentException if there is no species
     */
    public DrawnSource(long seed, Collection<Species> species) {
        if (species.isEmpty()) {
            throw new IllegalArgumentException("there is no species to draw; there must be at least one");
        }
        this.seed = seed;
        this.species = List.copyOf(EnumSet.copyOf(species));
    }

    /** {@return the classes of the images} */
    public List<String> classes() {
        return species.stream().map(Species::label).toList();
    }

    @Override
    public int size() {
        return Integer.MAX_VALUE;
    }

    @Override
    public SourceImage get(int index) {
        Objects.checkIndex(index, size());
        Drawing drawing = Drawing.of(species(index), mix(mix(seed) + index));
        String label = drawing.species().label();
        String name = String.format(
                Locale.ROOT, "drawn/%s/%06d.%s", label, index, drawing.format().extension());
        return new DrawnImage(name, label, drawing);
    }

    private Species species(int index) {
        // Selection sampling: the probability of a species is its share of the images left in the block.
        int block = PER_BLOCK * species.size();
        SplittableRandom random = new SplittableRandom(mix(~seed) + index / block);
        int[] left = new int[species.size()];
        Arrays.fill(left, PER_BLOCK);
        for (int place = 0; ; place++) {
            int drawn = 0;
            for (int at = random.nextInt(block - place); at >= left[drawn]; drawn++) {
                at -= left[drawn];
            }
            if (place == index % block) {
                return species.get(drawn);
            }
            left[drawn]--;
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
