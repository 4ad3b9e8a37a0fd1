package io.pawstream.trainer.augment;

import static org.bytedeco.opencv.global.opencv_core.CV_8UC1;
import static org.bytedeco.opencv.global.opencv_core.addWeighted;

import io.pawstream.model.ImageSize;
import java.nio.ByteBuffer;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.opencv.opencv_core.Mat;

/**
 * Mixes images (Zhang et al. 2018, "mixup: beyond empirical risk minimization").
 *
 * @param size size of the images
 */
public record Mixture(ImageSize size) {

    /**
     * Mixes each image with its successor; the last one is mixed with the first one.
     *
     * @param source direct buffer with the images at its position, uint8 RGB
     * @param target another direct buffer; the mixed images are written at its position
     * @param shares share of the successor in each image, 0 to 1
     */
    public void apply(ByteBuffer source, ByteBuffer target, double[] shares) {
        for (int i = 0; i < shares.length; i++) {
            try (BytePointer first = image(source, i);
                    BytePointer second = image(source, (i + 1) % shares.length);
                    BytePointer mixed = image(target, i);
                    Mat firstPixels = new Mat(1, size.bytes(), CV_8UC1, first);
                    Mat secondPixels = new Mat(1, size.bytes(), CV_8UC1, second);
                    Mat mixedPixels = new Mat(1, size.bytes(), CV_8UC1, mixed)) {
                addWeighted(firstPixels, 1 - shares[i], secondPixels, shares[i], 0, mixedPixels);
            }
        }
    }

    private BytePointer image(ByteBuffer images, int index) {
        return new BytePointer(images.slice(images.position() + index * size.bytes(), size.bytes()));
    }
}
