package io.pawstream.vision.image;

import java.util.Locale;

/** Why an encoded image cannot be decoded. */
public enum DecodeFailure {
    /** The data is not a JPEG, PNG, GIF, BMP or WebP image. */
    UNSUPPORTED_FORMAT,
    /** The encoded image has more bytes than the limit. */
    TOO_MANY_BYTES,
    /** The image has more pixels than the limit. */
    TOO_MANY_PIXELS,
    /** Decoding the image takes more work than the limit. */
    TOO_MUCH_WORK,
    /** The data ends before the last row. */
    TRUNCATED,
    /** The data starts like an image but cannot be decoded. */
    UNREADABLE;

    /** {@return the name in reports: lower case with hyphens, for instance {@code too-many-pixels}} */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
