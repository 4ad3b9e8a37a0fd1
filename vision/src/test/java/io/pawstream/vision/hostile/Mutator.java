package io.pawstream.vision.hostile;

import io.pawstream.vision.hostile.Mutant.Expectation;
import io.pawstream.vision.hostile.Seed.Format;
import io.pawstream.vision.image.DecodeLimits;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** Creates damaged images. The same seed and number always give the same image. */
final class Mutator {

    private static final long STRIDE = 0x9E3779B97F4A7C15L;
    private static final int MAX_MUTATIONS = 4;
    private static final List<Format> FORMATS = List.of(Format.values());
    private static final List<Mutation> MUTATIONS = List.of(Mutation.values());

    private final Map<Format, List<Seed>> images = new EnumMap<>(Format.class);
    private final List<Seed> all;
    private final long seed;

    Mutator(List<Seed> images, long seed) {
        this.all = images;
        this.seed = seed;
        for (Seed image : images) {
            this.images
                    .computeIfAbsent(image.format(), format -> new ArrayList<>())
                    .add(image);
        }
    }

    Mutant mutant(long number) {
        SplittableRandom random = new SplittableRandom(seed * STRIDE ^ number);
        List<Seed> ofFormat = images.get(one(FORMATS, random));
        Seed image = one(ofFormat, random);
        int kind = random.nextInt(1000);
        if (kind < 20) {
            return new Mutant(image, "intact", Expectation.DECODED, image.bytes());
        }
        if (kind == 20) {
            int length = (int) DecodeLimits.DEFAULT.maxBytes() + 1;
            return new Mutant(image, "too long", Expectation.FAILED, Arrays.copyOf(image.bytes(), length));
        }
        if (kind < 80) {
            byte[] cut = Mutation.CUT.apply(image.bytes(), image.bytes(), random);
            // A progressive image may lack its finest scans and an animation its later frames, but no row.
            boolean rowsMissing = !image.name().startsWith("progressive")
                    && !image.name().startsWith("animated")
                    && !image.name().startsWith(SeedImages.CASE);
            return new Mutant(image, "cut", rowsMissing ? Expectation.FAILED : Expectation.EITHER, cut);
        }
        return damaged(image, ofFormat, random);
    }

    private Mutant damaged(Seed image, List<Seed> ofFormat, SplittableRandom random) {
        List<Mutation> damage = new ArrayList<>();
        byte[] bytes = image.bytes();
        do {
            Mutation mutation = one(MUTATIONS, random);
            List<Seed> others = random.nextInt(4) == 0 ? all : ofFormat;
            bytes = mutation.apply(bytes, one(others, random).bytes(), random);
            damage.add(mutation);
        } while (damage.size() < MAX_MUTATIONS && random.nextInt(3) == 0);
        boolean repaired = image.format() == Format.PNG && bytes.length > 8 && random.nextInt(8) > 0;
        return new Mutant(
                image,
                damage + (repaired ? " with valid checksums" : ""),
                Expectation.EITHER,
                repaired ? PngEditor.withChecksums(bytes) : bytes);
    }

    private static <T> T one(List<T> things, SplittableRandom random) {
        return things.get(random.nextInt(things.size()));
    }
}
