package io.pawstream.trainer.augment;

import static org.bytedeco.opencv.global.opencv_core.CV_8UC3;
import static org.bytedeco.opencv.global.opencv_imgproc.INTER_AREA;

import io.pawstream.vision.image.ImageSize;
import java.nio.ByteBuffer;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Size;

/**
 * Makes images smaller; each pixel is the mean of the area that it covers.
 *
 * @param from size of the images
 * @param to size to make, no larger
 */
public record Shrink(ImageSize from, ImageSize to) {

    /** Writes a smaller image to the target's position; both buffers are direct, uint8 RGB. */
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
