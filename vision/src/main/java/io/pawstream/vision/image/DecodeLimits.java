package io.pawstream.vision.image;

/**
 * Limits that a decoder checks before it allocates pixels.
 *
 * @param maxPixels maximum width times height of an image, at least 1
 * @param maxBytes maximum size of an encoded image in bytes, at least 1
 */
public record DecodeLimits(long maxPixels, long maxBytes) {

    /** 50 million pixels, 64 MiB. */
    public static final DecodeLimits DEFAULT = new DecodeLimits(50_000_000, 64 << 20);

    /**
     * Checks the limits.
     *
     * @param maxPixels maximum width times height, at least 1
     * @param maxBytes maximum size of an encoded image in bytes, at least 1
     * @throws IllegalArgumentException if a limit is below 1
     */
    public DecodeLimits {
        if (maxPixels < 1) {
            throw new IllegalArgumentException("maxPixels is " + maxPixels + "; it must be at least 1");
        }
        if (maxBytes < 1) {
            throw new IllegalArgumentException("maxBytes is " + maxBytes + "; it must be at least 1");
        }
    }
}
