package io.pawstream.trainer.augment;

import static org.bytedeco.opencv.global.opencv_core.BORDER_REFLECT;
import static org.bytedeco.opencv.global.opencv_core.CV_64FC1;
import static org.bytedeco.opencv.global.opencv_core.CV_8UC3;
import static org.bytedeco.opencv.global.opencv_imgproc.INTER_LINEAR;
import static org.bytedeco.opencv.global.opencv_imgproc.WARP_INVERSE_MAP;
import static org.bytedeco.opencv.global.opencv_imgproc.warpAffine;

import io.pawstream.model.ImageSize;
import java.nio.ByteBuffer;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.bytedeco.opencv.opencv_core.Size;

/**
 * Applies a {@link Change} about the center of the image, {@code ((W-1)/2, (H-1)/2)}: bilinear, with the border
 * reflected and its edge pixel repeated, as RandomRotation of Keras with {@code fill_mode="reflect"}.
 */
final class Warp {

    static {
        // One thread prepares batches while the other threads train.
        opencv_core.setNumThreads(1);
    }

    private static final double MIDDLE_GREY = 128;
    private static final int SAME_TYPE = -1;

    private final ImageSize size;

    Warp(ImageSize size) {
        this.size = size;
    }

    /** Writes the changed image at the target's position, which does not change. */
    void apply(ByteBuffer source, ByteBuffer target, Change change) {
        if (change.keepsPositions()) {
            target.duplicate().put(source.duplicate());
        } else {
            move(source, target, change);
        }
        if (!change.keepsValues()) {
            adjust(target, change);
        }
    }

    private void move(ByteBuffer source, ByteBuffer target, Change change) {
        double centerX = (size.width() - 1) / 2.0;
        double centerY = (size.height() - 1) / 2.0;
        double toX = centerX + change.shiftX() * size.width();
        double toY = centerY + change.shiftY() * size.height();
        double mirror = change.mirrored() ? -1 : 1;
        double cos = change.zoom() * Math.cos(change.radians());
        double sin = change.zoom() * Math.sin(change.radians());
        // The matrix maps a pixel of the target to its position in the source.
        double[] inverse = {
            mirror * cos,
            mirror * sin,
            centerX - mirror * (cos * toX + sin * toY),
            -sin,
            cos,
            centerY + sin * toX - cos * toY
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

    private void adjust(ByteBuffer target, Change change) {
        double offset = MIDDLE_GREY * (1 - change.contrast()) + change.brightness();
        try (BytePointer pixels = new BytePointer(target);
                Mat image = new Mat(size.height(), size.width(), CV_8UC3, pixels)) {
            image.convertTo(image, SAME_TYPE, change.contrast(), offset);
        }
    }
}
