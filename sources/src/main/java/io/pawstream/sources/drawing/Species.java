package io.pawstream.sources.drawing;

import java.util.SplittableRandom;

/** What is drawn. */
public enum Species {
    CAT,
    DOG;

    Head head(SplittableRandom random) {
        return this == CAT ? new CatHead(random) : new DogHead(random);
    }

    Tail tail(SplittableRandom random) {
        return this == CAT ? Tail.ofCat(random) : Tail.ofDog(random);
    }
}
