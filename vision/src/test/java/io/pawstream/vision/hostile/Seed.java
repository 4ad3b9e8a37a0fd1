package io.pawstream.vision.hostile;

/** An intact image from which damaged ones are made. */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
record Seed(Format format, String name, byte[] bytes) {

    enum Format {
        JPEG,
        PNG,
        GIF,
        BMP,
        WEBP
    }
}
