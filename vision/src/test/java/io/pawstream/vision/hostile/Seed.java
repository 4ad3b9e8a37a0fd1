package io.pawstream.vision.hostile;

/** A whole image, of which hostile ones are made. */
@SuppressWarnings("ArrayRecordComponent") // Passed on, never compared.
record Seed(Format format, String name, byte[] bytes) {

    enum Format {
        JPEG,
        PNG,
        GIF,
        BMP,
        WEBP
    }
}
