package io.pawstream.trainer.augment;

import static org.bytedeco.opencv.global.opencv_core.BORDER_REFLECT;
import static org.bytedeco.opencv.global.opencv_core.CV_64FC1;
import static org.bytedeco.opencv.global.opencv_core.CV_8UC3;
import static org.bytedeco.opencv.global.opencv_imgproc.INTER_LINEAR;
import static org.bytedeco.opencv.global.opencv_imgproc.WARP_INVERSE_MAP;
import static org.bytedeco.opencv.global.opencv_imgproc.warpAffine;

import io.pawstream.vision.image.ImageSize;
import java.nio.ByteBuffer;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.bytedeco.opencv.opencv_core.Size;

/**
 * Mirrors a picture and then turns it about its centre, {@code ((W-1)/2, (H-1)/2)}: bilinear, the border reflected with
 * its edge pixel repeated (as Keras' RandomRotation with {@code fill_mode="reflect"}).
 */
final class Warp {

    static {
        // One thread prepares batches while the others train.
        opencv_core.setNumThreads(1);
    }

    private final ImageSize size;

    Warp(ImageSize size) {
        this.size = size;
    }

    /**
     * Writes the changed picture at the target's position, which stays.
     *
     * @param radians angle, clockwise on the screen if positive
     */
    void apply(ByteBuffer source, ByteBuffer target, boolean mirrored, double radians) {
        double centreX = (size.width() - 1) / 2.0;
        double centreY = (size.height() - 1) / 2.0;
        double cos = Math.cos(radians);
        double sin = Math.sin(radians);
        // The matrix leads from a pixel of the target to the place in the source that it shows.
        double mirror = mirrored ? -1 : 1;
        double[] inverse = {
            mirror * cos,
            mirror * sin,
            centreX - mirror * (cos * centreX + sin * centreY),
            -sin,
            cos,
            centreY + sin * centreX - cos * centreY
        };
        try (BytePointer sourcePixels = new BytePointer(source);
                BytePointer targetPixels = new BytePointer(target);
                DoublePointer matrixValues = new DoublePointer(inverse);
                Mat from = new Mat(size.height(), size.width(), CV_8UC3, sourcePixels);
                Mat to = new Mat(size.height(), size.width(), CV_8UC3, targetPixels);
                Mat matrix = new Mat(2, 3, CV_64FC1, matrixValues);
                Size toSize = new Size(size.width(), size.height());
                Scalar unused = new Scalar()) {
            warpAffine(from, to, matrix, toSize, INTER_LINEAR | WARP_INVERSE_MAP, BORDER_REFLECT, unused);
        }
    }
}
