package io.pawstream.sources.drawing;

import java.util.SplittableRandom;

/** A head from the front. The skull has radius 1 around the origin; y grows downwards. */
interface Head {

    /** Draws the head, parts behind the skull first. */
    void draw(Brush brush, Coat coat, SplittableRandom random);
}
