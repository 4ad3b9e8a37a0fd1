package io.pawstream.vision.hostile;

/**
 * A damaged picture.
 *
 * @param seed the picture that it was
 * @param damage what was done to it, for people
 * @param expectation what is known beforehand
 * @param bytes the file
 */
@SuppressWarnings("ArrayRecordComponent") // Passed on, never compared.
record Mutant(Seed seed, String damage, Expectation expectation, byte[] bytes) {

    enum Expectation {
        /** The picture is whole. */
        DECODED,
        /** The picture lost rows. */
        REFUSED,
        EITHER
    }

    @Override
    public String toString() {
        return seed.format() + " " + seed.name() + ", " + damage + ", " + bytes.length + " bytes";
    }
}
