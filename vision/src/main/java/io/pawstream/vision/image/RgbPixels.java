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

/** What OpenCV decoded, as 8-bit RGB. */
final class RgbPixels {

    /** The value of a block that is missing in a JPEG, in each channel; and what OpenCV makes of it in one of four inks. */
    private static final Set<Byte> MIDDLE_GREYS = Set.of((byte) 128, (byte) 64, (byte) 65);

    private RgbPixels() {}

    /**
     * The image as 8-bit RGB; transparent pixels are laid onto black.
     *
     * @param decoded what OpenCV decoded: RGB already, unless {@code unchanged}; a large image is not held twice, so
     *     that its pixels are undefined afterwards
     * @param unchanged whether it was decoded as stored: grey, BGR or BGRA, 8 or 16 bits
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
                ontoBlack(decoded);
                cvtColor(decoded, rgb, COLOR_BGRA2RGB);
            }
        }
        return rgb;
    }

    private static void ontoBlack(Mat bgra) {
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

    /** Whether a corner has the colour of missing JPEG data. Any corner: the orientation may have turned the image. */
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
