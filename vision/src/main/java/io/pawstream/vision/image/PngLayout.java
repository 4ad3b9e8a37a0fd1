package io.pawstream.vision.image;

import static io.pawstream.vision.image.BadImageException.unreadable;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.stream.Stream;

/**
 * The header of a PNG.
 *
 * @param width width in pixels, 0 or more
 * @param height height in pixels, 0 or more
 * @param depth bits of a sample: 1, 2, 4, 8 or 16
 * @param colorType {@link #GREY}, {@link #RGB}, {@link #PALETTE}, {@link #GREY_ALPHA} or {@link #RGB_ALPHA}
 * @param interlaced whether the rows are stored in seven passes
 */
record PngLayout(int width, int height, int depth, int colorType, boolean interlaced) {

    static final int GREY = 0;
    static final int RGB = 2;
    static final int PALETTE = 3;
    static final int GREY_ALPHA = 4;
    static final int RGB_ALPHA = 6;

    /** The part of the image that one pass stores: every {@code xStep}th column from x, every {@code yStep}th row. */
    record Pass(int x, int y, int xStep, int yStep, int columns, int rows) {}

    /**
     * Reads the content of the chunk IHDR.
     *
     * @throws BadImageException if a value is invalid
     */
    static PngLayout of(ByteBuffer header) throws BadImageException {
        int width = header.getInt(0);
        int height = header.getInt(4);
        int depth = header.get(8);
        int colorType = header.get(9);
        boolean valid =
                switch (colorType) {
                    case GREY -> depth == 1 || depth == 2 || depth == 4 || depth == 8 || depth == 16;
                    case PALETTE -> depth == 1 || depth == 2 || depth == 4 || depth == 8;
                    case RGB, GREY_ALPHA, RGB_ALPHA -> depth == 8 || depth == 16;
                    default -> false;
                };
        int methods = header.get(10) | header.get(11);
        int interlace = header.get(12);
        if (!valid || methods != 0 || interlace < 0 || interlace > 1) {
            throw unreadable("the header has depth " + depth + ", color type " + colorType + ", methods " + methods
                    + ", interlace " + interlace + "; PNG does not define this combination");
        }
        if (width < 0 || height < 0) {
            throw unreadable("size is " + Integer.toUnsignedString(width) + "x" + Integer.toUnsignedString(height)
                    + " pixels; PNG allows sides up to " + Integer.MAX_VALUE);
        }
        return new PngLayout(width, height, depth, colorType, interlace == 1);
    }

    boolean hasAlpha() {
        return colorType == GREY_ALPHA || colorType == RGB_ALPHA;
    }

    int channels() {
        return switch (colorType) {
            case RGB -> 3;
            case GREY_ALPHA -> 2;
            case RGB_ALPHA -> 4;
            default -> 1;
        };
    }

    /** Returns the bytes of a row of pixels, without the byte that names its filter. */
    int rowBytes(int columns) {
        return (int) (((long) columns * channels() * depth + 7) / 8);
    }

    /** Returns the distance in bytes to the pixel that a filter refers to. */
    int pixelBytes() {
        return Math.max(1, channels() * depth / 8);
    }

    /** Returns the passes that contain pixels. */
    List<Pass> passes() {
        if (!interlaced) {
            return List.of(new Pass(0, 0, 1, 1, width, height));
        }
        return Stream.of(
                        pass(0, 0, 8, 8),
                        pass(4, 0, 8, 8),
                        pass(0, 4, 4, 8),
                        pass(2, 0, 4, 4),
                        pass(0, 2, 2, 4),
                        pass(1, 0, 2, 2),
                        pass(0, 1, 1, 2))
                .filter(pass -> pass.columns() > 0 && pass.rows() > 0)
                .toList();
    }

    private Pass pass(int x, int y, int xStep, int yStep) {
        return new Pass(x, y, xStep, yStep, (width - x + xStep - 1) / xStep, (height - y + yStep - 1) / yStep);
    }
}
