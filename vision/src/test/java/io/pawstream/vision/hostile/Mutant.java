package io.pawstream.vision.hostile;

/**
 * A damaged image.
 *
 * @param seed the original image
 * @param damage description of the damage
 * @param expectation the expected result
 * @param bytes the damaged file
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
record Mutant(Seed seed, String damage, Expectation expectation, byte[] bytes) {

    enum Expectation {
        /** The image is intact. */
        DECODED,
        /** Rows of the image are missing. */
        FAILED,
        /** Any result is valid. */
        EITHER
    }

    @Override
    public String toString() {
        return seed.format() + " " + seed.name() + ", " + damage + ", " + bytes.length + " bytes";
    }
}
