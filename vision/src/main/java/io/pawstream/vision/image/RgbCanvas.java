package io.pawstream.vision.image;

import static org.bytedeco.opencv.global.opencv_core.CV_8UC3;

import java.nio.ByteBuffer;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Scalar;

/** An RGB image in native memory that a decoder fills row by row. */
final class RgbCanvas {

    private final ByteBuffer pixels;
    private final int width;

    private RgbCanvas(Mat mat) {
        this.pixels = mat.createBuffer();
        this.width = mat.cols();
    }

    /** Fills a canvas. */
    @FunctionalInterface
    interface Painter {
        void paint(RgbCanvas canvas) throws BadImageException;
    }

    /**
     * Creates a black image and fills it.
     *
     * @return the image, which the caller closes
     * @throws BadImageException if the painter fails; the memory is freed then
     */
    static Mat paint(int width, int height, Painter painter) throws BadImageException {
        Mat mat;
        try (Scalar black = new Scalar(0)) {
            mat = new Mat(height, width, CV_8UC3, black);
        }
        boolean painted = false;
        try {
            painter.paint(new RgbCanvas(mat));
            painted = true;
            return mat;
        } finally {
            if (!painted) {
                mat.close();
            }
        }
    }

    /** Blends a channel with black: color and alpha are 8 bits, and 255 is opaque. */
    static byte blend(int color, int alpha) {
        return (byte) (((color & 0xFF) * (alpha & 0xFF) + 127) / 255);
    }

    /** Writes adjacent pixels of a row. */
    void put(int x, int y, byte[] rgb, int count) {
        pixels.put((y * width + x) * 3, rgb, 0, count * 3);
    }

    /** Writes every {@code step}th pixel of a row. */
    void put(int x, int y, byte[] rgb, int count, int step) {
        if (step == 1) {
            put(x, y, rgb, count);
            return;
        }
        int start = (y * width + x) * 3;
        for (int i = 0; i < count; i++) {
            pixels.put(start + i * step * 3, rgb, i * 3, 3);
        }
    }
}
