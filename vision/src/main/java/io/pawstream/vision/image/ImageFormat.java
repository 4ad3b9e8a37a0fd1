package io.pawstream.vision.image;

import java.util.Optional;

/** The supported formats, recognized by the first bytes of a file. */
enum ImageFormat {
    JPEG,
    PNG,
    GIF,
    BMP,
    WEBP;

    /** Number of bytes that decide whether data is text, at most. Every format has a control character before. */
    private static final int HEAD = 32;

    private static final String LINE_BREAKS = "\t\n\f\r";

    /** {@return the format of an encoded image; empty if it is another format or text} */
    static Optional<ImageFormat> of(byte[] encoded) {
        if (startsWith(encoded, 0, 0xFF, 0xD8)) {
            return Optional.of(JPEG);
        }
        if (startsWith(encoded, 0, 0x89, 'P', 'N', 'G')) {
            return Optional.of(PNG);
        }
        if (isText(encoded)) {
            return Optional.empty();
        }
        if (startsWith(encoded, 0, 'G', 'I', 'F', '8', '7', 'a')
                || startsWith(encoded, 0, 'G', 'I', 'F', '8', '9', 'a')) {
            return Optional.of(GIF);
        }
        if (startsWith(encoded, 0, 'B', 'M')) {
            return Optional.of(BMP);
        }
        return startsWith(encoded, 0, 'R', 'I', 'F', 'F') && startsWith(encoded, 8, 'W', 'E', 'B', 'P')
                ? Optional.of(WEBP)
                : Optional.empty();
    }

    /** A sentence may begin with {@code BM}, {@code GIF89a} or {@code RIFF}. Sizes in image headers are no text. */
    private static boolean isText(byte[] encoded) {
        for (int i = 0; i < Math.min(HEAD, encoded.length); i++) {
            if (encoded[i] >= 0 && encoded[i] < ' ' && LINE_BREAKS.indexOf(encoded[i]) < 0) {
                return false;
            }
        }
        return true;
    }

    private static boolean startsWith(byte[] bytes, int offset, int... signature) {
        if (bytes.length < offset + signature.length) {
            return false;
        }
        for (int i = 0; i < signature.length; i++) {
            if ((bytes[offset + i] & 0xFF) != signature[i]) {
                return false;
            }
        }
        return true;
    }
}
