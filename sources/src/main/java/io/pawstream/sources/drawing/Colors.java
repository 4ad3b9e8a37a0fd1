package io.pawstream.sources.drawing;

import java.awt.Color;
import java.util.SplittableRandom;

/** Creates and modifies colors. */
final class Colors {

    private Colors() {}

    static Color scaled(Color color, double factor) {
        return new Color(
                channel(color.getRed() * factor),
                channel(color.getGreen() * factor),
                channel(color.getBlue() * factor));
    }

    /** Changes the brightness, and the warmth: more red and less blue. */
    static Color shifted(int rgb, double brightness, double warmth) {
        return new Color(
                channel(((rgb >> 16) & 255) * brightness * (1 + warmth)),
                channel(((rgb >> 8) & 255) * brightness),
                channel((rgb & 255) * brightness * (1 - warmth)));
    }

    static Color transparent(Color color, int alpha) {
        return new Color(color.getRed(), color.getGreen(), color.getBlue(), alpha);
    }

    static Color mixed(Color one, Color other, double share) {
        return new Color(
                channel(one.getRed() * (1 - share) + other.getRed() * share),
                channel(one.getGreen() * (1 - share) + other.getGreen() * share),
                channel(one.getBlue() * (1 - share) + other.getBlue() * share));
    }

    /** {@return a random color with limits for saturation and brightness} */
    static Color random(SplittableRandom random, double maxSaturation, double minBrightness) {
        return Color.getHSBColor((float) random.nextDouble(), (float) random.nextDouble(0.05, maxSaturation), (float)
                random.nextDouble(minBrightness, 1));
    }

    static double luminance(Color color) {
        return 0.299 * color.getRed() + 0.587 * color.getGreen() + 0.114 * color.getBlue();
    }

    private static int channel(double value) {
        return (int) Math.max(0, Math.min(255, Math.round(value)));
    }
}
