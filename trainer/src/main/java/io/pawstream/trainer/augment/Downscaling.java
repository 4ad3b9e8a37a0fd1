package io.pawstream.trainer.augment;

import static org.bytedeco.opencv.global.opencv_core.CV_8UC3;
import static org.bytedeco.opencv.global.opencv_imgproc.INTER_AREA;

import io.pawstream.model.ImageSize;
import java.nio.ByteBuffer;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Size;

/**
 * Reduces the size of images; each pixel is the mean of the area it covers.
 *
 * @param from size of the source images
 * @param to size of the target images, at most the source size
 */
public record Downscaling(ImageSize from, ImageSize to) {

    /**
     * Writes a reduced image.
     *
     * @param source direct buffer with the image at its position, uint8 RGB
     * @param target direct buffer; the image is written at its position
     */
    public void apply(ByteBuffer source, ByteBuffer target) {
        try (BytePointer sourcePixels = new BytePointer(source);
                BytePointer targetPixels = new BytePointer(target);
                Mat large = new Mat(from.height(), from.width(), CV_8UC3, sourcePixels);
                Mat small = new Mat(to.height(), to.width(), CV_8UC3, targetPixels);
                Size size = new Size(to.width(), to.height())) {
            opencv_imgproc.resize(large, small, size, 0, 0, INTER_AREA);
        }
    }
}
