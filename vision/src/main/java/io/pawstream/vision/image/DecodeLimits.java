package io.pawstream.vision.image;

/**
 * Limits that a decoder checks before it allocates pixels.
 *
 * @param maxPixels maximum width times height of an image, 1 to {@value #MOST_PIXELS}
 * @param maxBytes maximum size of an encoded image in bytes, at least 1
 * @param maxWork maximum number of visits of a sample while an image is decoded, at least 1; a sample is one channel of
 *     one pixel, and the README of this module lists the visits of each format
 */
public record DecodeLimits(long maxPixels, long maxBytes, long maxWork) {

    /** 50 million pixels, 64 MiB, 500 million visits: ten of each pixel. */
    public static final DecodeLimits DEFAULT = new DecodeLimits(50_000_000, 64 << 20, 500_000_000);

    /** The largest RGB image that fits into one buffer. */
    private static final long MOST_PIXELS = 700_000_000;

    /**
     * Checks the limits.
     *
     * @param maxPixels maximum width times height, 1 to {@value #MOST_PIXELS}
     * @param maxBytes maximum size of an encoded image in bytes, at least 1
     * @param maxWork maximum number of visits of a sample, at least 1
     * @throws IllegalArgumentException if a limit is out of range
     */
    public DecodeLimits {
        if (maxPixels < 1 || maxPixels > MOST_PIXELS) {
            throw new IllegalArgumentException("maxPixels is " + maxPixels + "; it must be 1 to " + MOST_PIXELS);
        }
        if (maxBytes < 1) {
            throw new IllegalArgumentException("maxBytes is " + maxBytes + "; it must be at least 1");
        }
        if (maxWork < 1) {
            throw new IllegalArgumentException("maxWork is " + maxWork + "; it must be at least 1");
        }
    }
}
