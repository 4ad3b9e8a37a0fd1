package io.pawstream.sources.drawing;

import java.util.Locale;
import java.util.SplittableRandom;

/** The species of a drawn animal. */
public enum Species {
    /** A cat. */
    CAT(FurPattern.STRIPES, 2),
    /** A dog. */
    DOG(FurPattern.SPOTS, 6),
    /** A fox. */
    FOX(FurPattern.PLAIN, 0);

    private final FurPattern markings;
    private final int collaredTenths;

    /**
     * Creates a species.
     *
     * @param markings markings that no other species has
     * @param collaredTenths how many of ten animals wear a collar
     */
    Species(FurPattern markings, int collaredTenths) {
        this.markings = markings;
        this.collaredTenths = collaredTenths;
    }

    /** {@return the name of the class, in lower case} */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    FurPattern markings() {
        return markings;
    }

    int collaredTenths() {
        return collaredTenths;
    }

    Head head(SplittableRandom random) {
        return switch (this) {
            case CAT -> new CatHead(random);
            case DOG -> new DogHead(random);
            case FOX -> new FoxHead(random);
        };
    }

    Tail tail(SplittableRandom random) {
        return switch (this) {
            case CAT -> Tail.ofCat(random);
            case DOG -> Tail.ofDog(random);
            case FOX -> Tail.ofFox(random);
        };
    }
}
