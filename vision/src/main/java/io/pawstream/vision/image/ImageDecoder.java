package io.pawstream.vision.image;

import static io.pawstream.vision.image.DecodeFailure.TOO_MANY_BYTES;
import static io.pawstream.vision.image.DecodeFailure.TOO_MANY_PIXELS;
import static io.pawstream.vision.image.DecodeFailure.TRUNCATED;
import static io.pawstream.vision.image.DecodeFailure.UNREADABLE;
import static io.pawstream.vision.image.DecodeFailure.UNSUPPORTED_FORMAT;
import static org.bytedeco.opencv.global.opencv_core.CV_8UC1;
import static org.bytedeco.opencv.global.opencv_core.CV_8UC3;
import static org.bytedeco.opencv.global.opencv_imgcodecs.imdecode;
import static org.bytedeco.opencv.global.opencv_imgproc.INTER_LINEAR;
import static org.bytedeco.opencv.global.opencv_imgproc.resize;

import io.pawstream.vision.image.DecodeResult.Decoded;
import io.pawstream.vision.image.DecodeResult.Failed;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgcodecs;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Size;
import org.jspecify.annotations.Nullable;

/**
 * Decodes an encoded image to RGB pixels in the size of a model, by pixel recipe {@value #RECIPE}.
 *
 * <p>The recipe: Apply the EXIF orientation. Decode a JPEG at the smallest of 1/8, 1/4, 1/2 and 1 of its size that
 * keeps both sides at least as long as the model's. Convert grey to RGB, blend alpha with black, use the first frame of
 * a GIF. Resize bilinearly with half-pixel centers, without further antialiasing and without keeping the aspect ratio,
 * to uint8.
 *
 * <pre>{@code
 * ImageDecoder decoder = new ImageDecoder(new ImageSize(150, 150), DecodeLimits.DEFAULT);
 * ByteBuffer pixels = ByteBuffer.allocateDirect(150 * 150 * 3);
 * DecodeResult result = decoder.decode(Files.readAllBytes(Path.of("cat.jpg")), pixels);
 * }</pre>
 *
 * <p>Thread-safe.
 */
public final class ImageDecoder {

    /** Number of the pixel recipe. Models that were trained with another recipe cannot be used. */
    public static final int RECIPE = 1;

    static {
        // By default JavaCPP throws OutOfMemoryError when the process exceeds 4 times the heap, which models and a
        // large image do. The limits bound the memory of an image, and the decoder frees it.
        System.setProperty("org.bytedeco.javacpp.maxBytes", "0");
        System.setProperty("org.bytedeco.javacpp.maxPhysicalBytes", "0");
        // Images are decoded in parallel, so additional threads of OpenCV would only compete.
        opencv_core.setNumThreads(1);
    }

    private final ImageSize size;
    private final DecodeLimits limits;

    /**
     * Creates a decoder.
     *
     * @param size size of the decoded pixels
     * @param limits limits of images, checked before pixels are allocated
     */
    public ImageDecoder(ImageSize size, DecodeLimits limits) {
        this.size = size;
        this.limits = limits;
    }

    /**
     * Decodes one image.
     *
     * @param encoded the bytes of a JPEG, PNG, GIF, BMP or WebP file; any bytes are safe
     * @param target direct buffer for {@code size.bytes()} bytes: uint8 [height, width, 3], RGB, rows from top to
     *     bottom. On success they are written at its position, which moves past them
     * @return the size of the image, or why it cannot be decoded
     * @throws IllegalArgumentException if the target is not direct or too small
     */
    public DecodeResult decode(byte[] encoded, ByteBuffer target) {
        if (!target.isDirect() || target.remaining() < size.bytes()) {
            throw new IllegalArgumentException(
                    "target is " + target + "; it must be a direct buffer with " + size.bytes() + " bytes remaining");
        }
        if (encoded.length > limits.maxBytes()) {
            return new Failed(TOO_MANY_BYTES, encoded.length + " bytes; at most " + limits.maxBytes() + " are allowed");
        }
        Optional<ImageHeader> found = ImageHeader.read(encoded);
        if (found.isEmpty()) {
            return ImageHeader.hasSignature(encoded)
                    ? new Failed(UNREADABLE, "the image header is truncated or damaged")
                    : new Failed(UNSUPPORTED_FORMAT, "not a JPEG, PNG, GIF, BMP or WebP image");
        }
        ImageHeader header = found.get();
        if (header.width() < 1 || header.height() < 1) {
            return new Failed(
                    UNREADABLE,
                    "size is " + header.width() + "x" + header.height() + " pixels; each side must be at least 1");
        }
        if ((long) header.width() * header.height() > limits.maxPixels()) {
            return new Failed(
                    TOO_MANY_PIXELS,
                    header.width() + "x" + header.height() + " pixels; at most " + limits.maxPixels() + " are allowed");
        }
        Optional<Failed> hidden = HiddenWork.in(encoded, header);
        return hidden.isPresent() ? hidden.get() : decode(encoded, header, target);
    }

    private DecodeResult decode(byte[] file, ImageHeader header, ByteBuffer target) {
        // OpenCV does not decode a JPEG without an end marker, even if all rows are present.
        boolean noEndMarker = header.format() == ImageFormat.JPEG && EndOfFile.isMissing(file, header);
        byte[] encoded =
                switch (header.format()) {
                    case JPEG -> noEndMarker ? JpegScan.withEndMarker(file) : file;
                    case PNG -> PngChunks.withoutHarmfulChunks(file);
                    case GIF, BMP, WEBP -> file;
                };
        try (BytePointer bytes = new BytePointer(encoded);
                Mat buffer = new Mat(1, encoded.length, CV_8UC1, bytes);
                Mat image = imdecode(buffer, flags(header))) {
            if (image.empty()) {
                return failed(file, header, "the data cannot be decoded");
            }
            boolean suspicious = noEndMarker
                    || header.severalScans()
                    || (header.format() == ImageFormat.JPEG && RgbPixels.hasCornerOfMiddleGrey(image));
            if (suspicious && JpegScan.endsEarly(encoded, header.severalScans(), noEndMarker)) {
                return new Failed(TRUNCATED, "the JPEG data ends before the last row");
            }
            try (Mat rgb = RgbPixels.of(image, header.alpha());
                    BytePointer out = new BytePointer(target);
                    Mat pixels = new Mat(size.height(), size.width(), CV_8UC3, out);
                    Size outSize = new Size(size.width(), size.height())) {
                resize(rgb, pixels, outSize, 0, 0, INTER_LINEAR);
            }
            target.position(target.position() + size.bytes());
            boolean swapped = (image.cols() > image.rows()) != (header.width() > header.height());
            return swapped
                    ? new Decoded(header.height(), header.width())
                    : new Decoded(header.width(), header.height());
        } catch (RuntimeException e) {
            // JavaCPP converts OpenCV's exceptions to RuntimeException.
            return failed(file, header, "the data cannot be decoded: " + firstLine(e.getMessage()));
        }
    }

    private static Failed failed(byte[] file, ImageHeader header, String message) {
        DecodeFailure failure = EndOfFile.isMissing(file, header) ? TRUNCATED : UNREADABLE;
        return new Failed(failure, message);
    }

    private int flags(ImageHeader header) {
        if (header.alpha()) {
            return opencv_imgcodecs.IMREAD_UNCHANGED;
        }
        int reduction = header.format() == ImageFormat.JPEG ? reduction(header.width(), header.height()) : 1;
        // The reduced grayscale flags only set the scale. IMREAD_COLOR_RGB adds color; IMREAD_COLOR must not be set
        // with it.
        int scale =
                switch (reduction) {
                    case 8 -> opencv_imgcodecs.IMREAD_REDUCED_GRAYSCALE_8;
                    case 4 -> opencv_imgcodecs.IMREAD_REDUCED_GRAYSCALE_4;
                    case 2 -> opencv_imgcodecs.IMREAD_REDUCED_GRAYSCALE_2;
                    default -> 0;
                };
        return scale | opencv_imgcodecs.IMREAD_COLOR_RGB;
    }

    /**
     * {@return the largest of 8, 4, 2 and 1 by which both sides can be divided, rounded up, and still be as long as the
     * model's}
     */
    int reduction(int width, int height) {
        // The EXIF orientation may swap the sides, so each must be long enough for both.
        int side = Math.max(size.width(), size.height());
        for (int reduction = 8; reduction > 1; reduction /= 2) {
            if ((width + reduction - 1) / reduction >= side && (height + reduction - 1) / reduction >= side) {
                return reduction;
            }
        }
        return 1;
    }

    private static String firstLine(@Nullable String message) {
        return message == null ? "no message" : message.lines().findFirst().orElse("");
    }
}
