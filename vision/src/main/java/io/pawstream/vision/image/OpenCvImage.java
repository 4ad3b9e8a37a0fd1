package io.pawstream.vision.image;

import static org.bytedeco.opencv.global.opencv_core.CV_8UC1;
import static org.bytedeco.opencv.global.opencv_imgcodecs.imdecode;

import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.opencv.opencv_core.Mat;
import org.jspecify.annotations.Nullable;

/** Decodes with OpenCV, and distinguishes a failed allocation from a damaged image. */
final class OpenCvImage {

    private OpenCvImage() {}

    /**
     * Decodes an image.
     *
     * @param encoded the bytes of a file
     * @param flags flags of {@code imdecode}
     * @param memoryBytes upper bound of the memory that decoding allocates
     * @return a matrix that the caller closes; null if OpenCV cannot decode the image
     * @throws DecoderMemoryError if there is not enough memory
     */
    static @Nullable Mat decode(byte[] encoded, int flags, long memoryBytes) {
        Mat image = decode(encoded, flags);
        if (image != null) {
            return image;
        }
        // OpenCV reports failed allocations of libjpeg and libwebp like a damaged image.
        try (Pointer probe = Pointer.malloc(memoryBytes)) {
            if (probe == null || probe.isNull()) {
                throw new DecoderMemoryError(memoryBytes, null);
            }
            Pointer.free(probe);
        }
        return decode(encoded, flags);
    }

    private static @Nullable Mat decode(byte[] encoded, int flags) {
        try (BytePointer bytes = new BytePointer(encoded);
                Mat buffer = new Mat(1, encoded.length, CV_8UC1, bytes)) {
            Mat image = imdecode(buffer, flags);
            if (!image.empty()) {
                return image;
            }
            image.close();
            return null;
        } catch (RuntimeException e) {
            // JavaCPP converts OpenCV's exceptions to RuntimeException.
            if (isMemory(e)) {
                throw e;
            }
            return null;
        }
    }

    /** {@return whether an exception of OpenCV or ImageIO reports a failed allocation} */
    static boolean isMemory(Exception e) {
        String message = String.valueOf(e.getMessage());
        return message.contains("Insufficient memory") || message.contains("bad_alloc");
    }
}
