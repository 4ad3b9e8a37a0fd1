package io.pawstream.trainer.augment;

import static org.assertj.core.api.Assertions.assertThat;

import io.pawstream.model.ImageSize;
import java.nio.ByteBuffer;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class WarpTest {

    private static final ImageSize SIZE = new ImageSize(13, 10);

    /** Differs in all four directions, and slowly: OpenCV rounds places to 1/32 of a pixel. */
    private static int value(int x, int y, int channel) {
        return 20 + 9 * x + 7 * y + 20 * channel;
    }

    private static ByteBuffer image() {
        ByteBuffer image = ByteBuffer.allocateDirect(SIZE.bytes());
        for (int y = 0; y < SIZE.height(); y++) {
            for (int x = 0; x < SIZE.width(); x++) {
                for (int channel = 0; channel < 3; channel++) {
                    image.put((byte) value(x, y, channel));
                }
            }
        }
        return image.flip();
    }

    private static ByteBuffer warped(boolean mirrored, double radians) {
        ByteBuffer target = ByteBuffer.allocateDirect(SIZE.bytes());
        new Warp(SIZE).apply(image(), target, new Change(mirrored, radians, 1, 0, 0, 1, 0));
        return target;
    }

    private static int pixel(ByteBuffer image, int x, int y, int channel) {
        return image.get((y * SIZE.width() + x) * 3 + channel) & 0xFF;
    }

    @Test
    void aMirroredImageIsExact() {
        ByteBuffer mirrored = warped(true, 0);
        for (int y = 0; y < SIZE.height(); y++) {
            for (int x = 0; x < SIZE.width(); x++) {
                assertThat(pixel(mirrored, x, y, 1)).isEqualTo(value(SIZE.width() - 1 - x, y, 1));
            }
        }
    }

    @Test
    void halfATurnIsExact() {
        ByteBuffer turned = warped(false, Math.PI);
        for (int y = 0; y < SIZE.height(); y++) {
            for (int x = 0; x < SIZE.width(); x++) {
                assertThat(pixel(turned, x, y, 2)).isEqualTo(value(SIZE.width() - 1 - x, SIZE.height() - 1 - y, 2));
            }
        }
    }

    @Test
    void aTurnIsBilinearAboutTheCentreWithAReflectedBorder() {
        for (boolean mirrored : new boolean[] {false, true}) {
            for (double turns : new double[] {-0.2, -0.07, 0.04, 0.125, 0.2}) {
                ByteBuffer warped = warped(mirrored, turns * 2 * Math.PI);
                for (int y = 0; y < SIZE.height(); y++) {
                    for (int x = 0; x < SIZE.width(); x++) {
                        assertThat((double) pixel(warped, x, y, 0))
                                .as("x %d, y %d, %f turns, mirrored %s", x, y, turns, mirrored)
                                .isCloseTo(expected(x, y, turns, mirrored), Offset.offset(1.5));
                    }
                }
            }
        }
    }

    @Test
    void zoomsAboutTheCentreAndThenMoves() {
        Change change = new Change(false, 0, 0.5, 0.25, -0.125, 1, 0);
        ByteBuffer warped = ByteBuffer.allocateDirect(SIZE.bytes());
        new Warp(SIZE).apply(image(), warped, change);
        double centreX = (SIZE.width() - 1) / 2.0;
        double centreY = (SIZE.height() - 1) / 2.0;
        for (int y = 0; y < SIZE.height(); y++) {
            for (int x = 0; x < SIZE.width(); x++) {
                double column = centreX + 0.5 * (x - 0.25 * SIZE.width() - centreX);
                double row = centreY + 0.5 * (y + 0.125 * SIZE.height() - centreY);
                assertThat((double) pixel(warped, x, y, 0))
                        .as("x %d, y %d", x, y)
                        .isCloseTo(between(column, row), Offset.offset(1.5));
            }
        }
    }

    @Test
    void lightStretchesTheDifferenceToGreyAndStaysInRange() {
        ByteBuffer lit = ByteBuffer.allocateDirect(SIZE.bytes());
        new Warp(SIZE).apply(image(), lit, new Change(false, 0, 1, 0, 0, 1.5, 20));
        for (int y = 0; y < SIZE.height(); y++) {
            for (int x = 0; x < SIZE.width(); x++) {
                double expected = 1.5 * (value(x, y, 1) - 128) + 128 + 20;
                assertThat((double) pixel(lit, x, y, 1))
                        .isCloseTo(Math.max(0, Math.min(255, expected)), Offset.offset(1.0));
            }
        }
    }

    private static double expected(int x, int y, double turns, boolean mirrored) {
        double angle = turns * 2 * Math.PI;
        double centreX = (SIZE.width() - 1) / 2.0;
        double centreY = (SIZE.height() - 1) / 2.0;
        // Back from the target: turn the other way, then mirror.
        double sourceX = centreX + (x - centreX) * Math.cos(-angle) - (y - centreY) * Math.sin(-angle);
        double sourceY = centreY + (x - centreX) * Math.sin(-angle) + (y - centreY) * Math.cos(-angle);
        return between(mirrored ? SIZE.width() - 1 - sourceX : sourceX, sourceY);
    }

    private static double between(double column, double row) {
        int left = (int) Math.floor(column);
        int top = (int) Math.floor(row);
        double right = column - left;
        double below = row - top;
        return (1 - below) * ((1 - right) * at(left, top) + right * at(left + 1, top))
                + below * ((1 - right) * at(left, top + 1) + right * at(left + 1, top + 1));
    }

    private static int at(int x, int y) {
        return value(reflected(x, SIZE.width()), reflected(y, SIZE.height()), 0);
    }

    /** cba|abc|cba: the edge pixel is repeated. */
    private static int reflected(int place, int size) {
        int period = Math.floorMod(place, 2 * size);
        return period < size ? period : 2 * size - 1 - period;
    }
}
