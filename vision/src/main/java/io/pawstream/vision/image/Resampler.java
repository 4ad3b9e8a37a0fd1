package io.pawstream.vision.image;

import static org.bytedeco.opencv.global.opencv_imgproc.INTER_LINEAR;

import io.pawstream.model.Preprocessing;
import io.pawstream.model.Preprocessing.Filter;
import io.pawstream.vision.inference.InferenceException;
import io.pawstream.vision.inference.OnnxResize;
import java.nio.ByteBuffer;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Size;

/** Resizes decoded pixels. Thread-safe. */
abstract class Resampler {

    /**
     * Resizes pixels.
     *
     * @param pixels 8 bits, any number of channels, continuous
     * @param resized empty, or of the size and type of the result
     * @param width number of columns of the result
     * @param height number of rows of the result
     * @throws InferenceException if there is not enough memory
     */
    abstract void resize(Mat pixels, Mat resized, int width, int height) throws InferenceException;

    /**
     * Returns an upper bound of the memory that a resize takes beside its source and its result, in bytes.
     *
     * @param between number of pixels between the passes along rows and along columns
     */
    abstract long memoryBytes(long between);

    /** Returns how often a resize visits each sample of the larger of two images: taps of the filter in both passes. */
    abstract int visits();

    static Resampler of(Preprocessing preprocessing) {
        if (!preprocessing.antialias()) {
            return new OpenCvBilinear();
        }
        return preprocessing.filter() == Filter.BICUBIC ? OnnxResampler.BICUBIC : OnnxResampler.BILINEAR;
    }

    /** Reads two rows and two columns around each result pixel, and is by far the fastest. */
    private static final class OpenCvBilinear extends Resampler {

        @Override
        void resize(Mat pixels, Mat resized, int width, int height) {
            try (Size size = new Size(width, height)) {
                opencv_imgproc.resize(pixels, resized, size, 0, 0, INTER_LINEAR);
            }
        }

        @Override
        long memoryBytes(long between) {
            return 0;
        }

        @Override
        int visits() {
            return 0;
        }
    }

    /** The antialiased resize of ONNX Runtime. */
    private static final class OnnxResampler extends Resampler {

        static final Resampler BICUBIC = new OnnxResampler(Filter.BICUBIC);
        static final Resampler BILINEAR = new OnnxResampler(Filter.BILINEAR);

        /** With the alpha channel that WebP has. */
        private static final long PIXEL_BYTES = 4;

        private final OnnxResize resize;
        private final int visits;

        private OnnxResampler(Filter filter) {
            resize = new OnnxResize(filter);
            visits = filter == Filter.BICUBIC ? 2 : 1;
        }

        @Override
        void resize(Mat pixels, Mat resized, int width, int height) throws InferenceException {
            resized.create(height, width, pixels.type());
            resize.resize(image(pixels), image(resized), pixels.channels());
        }

        private static OnnxResize.Image image(Mat mat) {
            ByteBuffer pixels = mat.createBuffer();
            return new OnnxResize.Image(pixels, mat.rows(), mat.cols());
        }

        @Override
        long memoryBytes(long between) {
            return PIXEL_BYTES * between;
        }

        @Override
        int visits() {
            return visits;
        }
    }
}
