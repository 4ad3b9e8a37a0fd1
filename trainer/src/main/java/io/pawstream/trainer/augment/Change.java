package io.pawstream.trainer.augment;

import io.pawstream.trainer.network.Augmentation;
import io.pawstream.trainer.network.RandomFlip;
import io.pawstream.trainer.network.RandomLight;
import io.pawstream.trainer.network.RandomRotation;
import io.pawstream.trainer.network.RandomTranslation;
import io.pawstream.trainer.network.RandomZoom;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/**
 * A change of one image: mirrored, then rotated and scaled about its center, then shifted, then adjusted in contrast
 * and brightness.
 *
 * @param mirrored whether it is mirrored left to right
 * @param radians angle, clockwise on the screen if positive
 * @param zoom side of the visible part, as a factor of the side of the image
 * @param shiftX offset to the right, as a share of the width
 * @param shiftY offset to the bottom, as a share of the height
 * @param contrast factor of the difference from middle grey
 * @param brightness value added to each pixel, -255 to 255
 */
public record Change(
        boolean mirrored,
        double radians,
        double zoom,
        double shiftX,
        double shiftY,
        double contrast,
        double brightness) {

    /** The change that leaves the image unchanged. */
    public static final Change NONE = new Change(false, 0, 1, 0, 0, 1, 0);

    /** Draws a change from augmentations, in order. */
    static Change draw(List<Augmentation> augmentations, SplittableRandom random) {
        Change change = NONE;
        for (Augmentation augmentation : augmentations) {
            change = change.then(augmentation, random);
        }
        return change;
    }

    private Change then(Augmentation augmentation, SplittableRandom random) {
        if (augmentation instanceof RandomFlip) {
            return new Change(mirrored ^ random.nextBoolean(), radians, zoom, shiftX, shiftY, contrast, brightness);
        } else if (augmentation instanceof RandomRotation rotation) {
            double angle = between(random, -rotation.turns(), rotation.turns()) * 2 * Math.PI;
            return new Change(mirrored, radians + angle, zoom, shiftX, shiftY, contrast, brightness);
        } else if (augmentation instanceof RandomZoom range) {
            double factor = between(random, range.smallest(), range.largest());
            return new Change(mirrored, radians, zoom * factor, shiftX, shiftY, contrast, brightness);
        } else if (augmentation instanceof RandomTranslation translation) {
            double right = between(random, -translation.share(), translation.share());
            double down = between(random, -translation.share(), translation.share());
            return new Change(mirrored, radians, zoom, shiftX + right, shiftY + down, contrast, brightness);
        } else if (augmentation instanceof RandomLight light) {
            double factor = between(random, 1 - light.contrast(), 1 + light.contrast());
            double offset = between(random, -light.brightness(), light.brightness()) * 255;
            return new Change(mirrored, radians, zoom, shiftX, shiftY, contrast * factor, brightness + offset);
        }
        throw new IllegalArgumentException("augmentation " + augmentation + " is not supported");
    }

    private static double between(SplittableRandom random, double least, double most) {
        return least + (most - least) * random.nextDouble();
    }

    /** {@return a description, for instance {@code mirrored, +37°}} */
    @Override
    public String toString() {
        List<String> parts = new ArrayList<>();
        if (mirrored) {
            parts.add("mirrored");
        }
        if (radians != 0) {
            parts.add(String.format(Locale.ROOT, "%+.0f°", Math.toDegrees(radians)));
        }
        if (zoom != 1) {
            parts.add(String.format(Locale.ROOT, "zoom %.2f", zoom));
        }
        if (shiftX != 0 || shiftY != 0) {
            parts.add(String.format(Locale.ROOT, "shifted %+.2f %+.2f", shiftX, shiftY));
        }
        if (!keepsValues()) {
            parts.add(String.format(Locale.ROOT, "contrast %.2f, brightness %+.0f", contrast, brightness));
        }
        return parts.isEmpty() ? "unchanged" : String.join(", ", parts);
    }

    /** {@return whether pixels keep their positions} */
    boolean keepsPositions() {
        return !mirrored && radians == 0 && zoom == 1 && shiftX == 0 && shiftY == 0;
    }

    /** {@return whether pixels keep their values} */
    boolean keepsValues() {
        return contrast == 1 && brightness == 0;
    }
}
