package io.pawstream.vision.image;

import static org.bytedeco.opencv.global.opencv_core.CV_8U;
import static org.bytedeco.opencv.global.opencv_core.extractChannel;
import static org.bytedeco.opencv.global.opencv_core.insertChannel;
import static org.bytedeco.opencv.global.opencv_core.multiply;
import static org.bytedeco.opencv.global.opencv_imgproc.COLOR_BGR2RGB;
import static org.bytedeco.opencv.global.opencv_imgproc.COLOR_BGRA2RGB;
import static org.bytedeco.opencv.global.opencv_imgproc.COLOR_GRAY2RGB;
import static org.bytedeco.opencv.global.opencv_imgproc.cvtColor;

import java.util.Set;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.opencv.opencv_core.Mat;

/** Converts images that OpenCV decoded to 8-bit RGB. */
final class RgbPixels {

    /** The channel value of missing blocks in a JPEG, and the values to which OpenCV converts it from CMYK. */
    private static final Set<Byte> MIDDLE_GREYS = Set.of((byte) 128, (byte) 64, (byte) 65);

    private RgbPixels() {}

    /**
     * Converts an image to 8-bit RGB; transparent pixels are blended with black.
     *
     * @param decoded the decoded image: RGB, unless {@code unchanged}; its pixels are undefined afterwards, because a
     *     large image is not copied
     * @param unchanged whether the image was decoded as stored: grey, BGR or BGRA, 8 or 16 bits
     * @return a new matrix, 8 bits, three channels
     */
    static Mat of(Mat decoded, boolean unchanged) {
        if (!unchanged) {
            return new Mat(decoded);
        }
        if (decoded.depth() != CV_8U) {
            decoded.convertTo(decoded, CV_8U, 1.0 / 257, 0);
        }
        Mat rgb = new Mat();
        switch (decoded.channels()) {
            case 1 -> cvtColor(decoded, rgb, COLOR_GRAY2RGB);
            case 3 -> cvtColor(decoded, rgb, COLOR_BGR2RGB);
            default -> {
                blendWithBlack(decoded);
                cvtColor(decoded, rgb, COLOR_BGRA2RGB);
            }
        }
        return rgb;
    }

    private static void blendWithBlack(Mat bgra) {
        try (Mat alpha = new Mat();
                Mat channel = new Mat()) {
            extractChannel(bgra, alpha, 3);
            for (int i = 0; i < 3; i++) {
                extractChannel(bgra, channel, i);
                multiply(channel, alpha, channel, 1.0 / 255, -1);
                insertChannel(channel, bgra, i);
            }
        }
    }

    /** {@return whether a corner has the color of missing JPEG data; any corner, because of the EXIF orientation} */
    static boolean hasCornerOfMiddleGrey(Mat rgb) {
        int right = rgb.cols() - 1;
        int bottom = rgb.rows() - 1;
        return isMiddleGrey(rgb, bottom, right)
                || isMiddleGrey(rgb, bottom, 0)
                || isMiddleGrey(rgb, 0, right)
                || isMiddleGrey(rgb, 0, 0);
    }

    private static boolean isMiddleGrey(Mat rgb, int row, int column) {
        try (BytePointer pixel = rgb.ptr(row, column)) {
            byte red = pixel.get(0);
            return MIDDLE_GREYS.contains(red) && pixel.get(1) == red && pixel.get(2) == red;
        }
    }
}
