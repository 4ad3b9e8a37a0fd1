package io.pawstream.vision.image;

import static org.bytedeco.opencv.global.opencv_core.CV_8UC3;
import static org.bytedeco.opencv.global.opencv_imgproc.COLOR_RGBA2RGB;
import static org.bytedeco.opencv.global.opencv_imgproc.cvtColor;

import io.pawstream.model.Preprocessing;
import io.pawstream.model.Preprocessing.Decode;
import io.pawstream.vision.inference.InferenceException;
import java.nio.ByteBuffer;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Rect;

/**
 * The way from one encoded image to the input of a model: decode, resize, turn, crop.
 *
 * @param image the encoded image
 * @param decode the size at which a JPEG is decoded
 * @param resampler resizes the pixels
 * @param framing size after the resize, and the part that is kept, as displayed
 */
record Preparation(EncodedImage image, Decode decode, Resampler resampler, Framing framing) {

    /** Bytes of a pixel with the alpha channel that WebP has. */
    private static final int PIXEL_BYTES = 4;

    /**
     * Prepares an image.
     *
     * @throws BadImageException if the image would be too large after the resize
     */
    static Preparation of(EncodedImage image, Preprocessing preprocessing, Resampler resampler, long maxPixels)
            throws BadImageException {
        boolean swaps = image.orientation().swapsSides();
        Framing framing = Framing.of(
                preprocessing,
                swaps ? image.height() : image.width(),
                swaps ? image.width() : image.height(),
                maxPixels);
        return new Preparation(image, preprocessing.decode(), resampler, framing);
    }

    /** Returns the width of the image in pixels, as displayed. */
    int width() {
        return image.orientation().swapsSides() ? image.height() : image.width();
    }

    /** Returns the height of the image in pixels, as displayed. */
    int height() {
        return image.orientation().swapsSides() ? image.width() : image.height();
    }

    /** Returns how often a sample is visited to decode and resize the image. */
    long work() {
        long first = (long) Math.max(image.width(), resizedWidth()) * image.height();
        long second = (long) Math.max(image.height(), resizedHeight()) * resizedWidth();
        return image.work() + 3L * resampler.visits() * (first + second);
    }

    /** Returns an upper bound of the memory that {@link #write} allocates, in bytes. */
    long memoryBytes() {
        // The resized image, and another one if it is turned.
        long resized = writesDirectly() ? 0 : 2L * PIXEL_BYTES * framing.width() * framing.height();
        long between = (long) image.height() * resizedWidth();
        return image.memoryBytes(leastSide()) + resized + resampler.memoryBytes(between);
    }

    private int leastSide() {
        return decode == Decode.FULL ? Integer.MAX_VALUE : framing.longestSide();
    }

    /** Returns the number of columns after the resize, as stored. */
    private int resizedWidth() {
        return image.orientation().swapsSides() ? framing.height() : framing.width();
    }

    /** Returns the number of rows after the resize, as stored. */
    private int resizedHeight() {
        return image.orientation().swapsSides() ? framing.width() : framing.height();
    }

    private boolean writesDirectly() {
        return framing.keepsAll() && image.orientation().equals(Orientation.NORMAL);
    }

    /**
     * Writes the pixels.
     *
     * @param target direct buffer; the pixels are written at its position, which does not move
     * @throws BadImageException if the data is damaged or not supported
     * @throws InferenceException if there is not enough memory
     */
    void write(ByteBuffer target) throws BadImageException, InferenceException {
        try (Mat pixels = image.decode(leastSide());
                BytePointer out = new BytePointer(target);
                Mat rgb = new Mat(framing.kept().height(), framing.kept().width(), CV_8UC3, out)) {
            if (writesDirectly() && pixels.channels() == 3) {
                resampler.resize(pixels, rgb, resizedWidth(), resizedHeight());
                return;
            }
            // Resizes before it turns, because the resized image is smaller.
            try (Mat resized = new Mat();
                    Mat turned = new Mat();
                    Rect part = new Rect(
                            framing.left(),
                            framing.top(),
                            framing.kept().width(),
                            framing.kept().height())) {
                resampler.resize(pixels, resized, resizedWidth(), resizedHeight());
                if (resized.channels() == 4) {
                    cvtColor(resized, resized, COLOR_RGBA2RGB);
                }
                boolean turns = !image.orientation().equals(Orientation.NORMAL);
                if (turns) {
                    image.orientation().turn(resized, turned);
                }
                try (Mat kept = new Mat(turns ? turned : resized, part)) {
                    kept.copyTo(rgb);
                }
            }
        }
    }
}
