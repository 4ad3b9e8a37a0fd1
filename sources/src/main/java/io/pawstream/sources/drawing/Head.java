package io.pawstream.sources.drawing;

import java.util.SplittableRandom;

/** A head seen from the front: its skull has the radius 1 around the origin, y grows downwards. */
interface Head {

    /** What lies behind the skull comes first, what hangs over it last. */
    void draw(Brush brush, Coat coat, SplittableRandom random);
}
