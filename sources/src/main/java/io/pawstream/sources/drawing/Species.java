package io.pawstream.sources.drawing;

import java.util.SplittableRandom;

/** The species of a drawn animal. */
public enum Species {
    /** A cat. */
    CAT,
    /** A dog. */
    DOG;

    Head head(SplittableRandom random) {
        return this == CAT ? new CatHead(random) : new DogHead(random);
    }

    Tail tail(SplittableRandom random) {
        return this == CAT ? Tail.ofCat(random) : Tail.ofDog(random);
    }
}
