package io.pawstream.vision.hostile;

/**
 * A damaged image.
 *
 * @param seed the image that it was
 * @param damage what was done to it, for people
 * @param expectation what is known beforehand
 * @param bytes the file
 */
@SuppressWarnings("ArrayRecordComponent") // Passed on, never compared.
record Mutant(Seed seed, String damage, Expectation expectation, byte[] bytes) {

    enum Expectation {
        /** The image is whole. */
        DECODED,
        /** The image lost rows. */
        REFUSED,
        EITHER
    }

    @Override
    public String toString() {
        return seed.format() + " " + seed.name() + ", " + damage + ", " + bytes.length + " bytes";
    }
}
