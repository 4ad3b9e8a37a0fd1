package io.pawstream.onnx.image;

import io.pawstream.model.ImageSize;
import java.awt.image.BufferedImage;
import java.nio.ByteBuffer;

/** Converts decoded pixels to Java2D images. */
public final class RgbImage {

    private RgbImage() {}

    /**
     * Copies pixels into an image.
     *
     * @param pixels uint8 RGB, rows from the top, at the buffer's position, which does not change
     * @param size size of the image
     * @return the image
     */
    public static BufferedImage of(ByteBuffer pixels, ImageSize size) {
        BufferedImage image = new BufferedImage(size.width(), size.height(), BufferedImage.TYPE_INT_RGB);
        ByteBuffer rgb = pixels.slice();
        for (int y = 0; y < size.height(); y++) {
            for (int x = 0; x < size.width(); x++) {
                int red = rgb.get() & 0xFF;
                int green = rgb.get() & 0xFF;
                int blue = rgb.get() & 0xFF;
                image.setRGB(x, y, (red << 16) | (green << 8) | blue);
            }
        }
        return image;
    }
}
