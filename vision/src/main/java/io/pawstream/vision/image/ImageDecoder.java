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

/**
 * Encoded bytes to RGB pixels of the model's size, by pixel recipe {@value #RECIPE}.
 *
 * <p>The recipe: apply the EXIF orientation; decode a JPEG at the smallest of 1/8, 1/4, 1/2 and 1 of its size that keeps
 * both sides at least the model's; grey to RGB, alpha onto black, the first frame of a GIF; then bilinear with half-pixel
 * centres, without further antialiasing and without keeping the aspect ratio, to uint8.
 *
 * <pre>{@code
 * ImageDecoder decoder = new ImageDecoder(new ImageSize(150, 150), DecodeLimits.DEFAULT);
 * ByteBuffer pixels = ByteBuffer.allocateDirect(150 * 150 * 3);
 * DecodeResult result = decoder.decode(Files.readAllBytes(Path.of("cat.jpg")), pixels);
 * }</pre>
 *
 * <p>Safe for use by several threads.
 */
public final class ImageDecoder {

    /** Number of the recipe; a model that was trained on pixels of another one is refused. */
    public static final int RECIPE = 1;

    static {
        // JavaCPP throws OutOfMemoryError once the process holds more than 4 times the heap, which models and a large
        // image do. What an image takes is bounded by its limits, and freed when it is done.
        System.setProperty("org.bytedeco.javacpp.maxBytes", "0");
        System.setProperty("org.bytedeco.javacpp.maxPhysicalBytes", "0");
        // Images are decoded side by side; OpenCV's own threads would only get in each other's way.
        opencv_core.setNumThreads(1);
    }

    private final ImageSize size;
    private final DecodeLimits limits;

    /**
     * A decoder.
     *
     * @param size size of the pixels that come out
     * @param limits what is refused before pixels are allocated
     */
    public ImageDecoder(ImageSize size, DecodeLimits limits) {
        this.size = size;
        this.limits = limits;
    }

    /**
     * Decodes one image.
     *
     * @param encoded a JPEG, PNG, GIF, BMP or WebP file
     * @param target direct buffer; on success {@code size.bytes()} bytes are written at its position, rows from the top,
     *     each pixel as red, green, blue, and the position moves behind them
     * @return the size of the image, or why it is refused
     * @throws IllegalArgumentException if the target is not direct or too small
     */
    public DecodeResult decode(byte[] encoded, ByteBuffer target) {
        if (!target.isDirect() || target.remaining() < size.bytes()) {
            throw new IllegalArgumentException("the target is " + target + "; it must be a direct buffer with "
                    + size.bytes() + " bytes remaining");
        }
        if (encoded.length > limits.maxBytes()) {
            return new Failed(TOO_MANY_BYTES, encoded.length + " bytes; at most " + limits.maxBytes() + " are allowed");
        }
        Optional<ImageHeader> found = ImageHeader.read(encoded);
        if (found.isEmpty()) {
            return ImageHeader.hasSignature(encoded)
                    ? new Failed(UNREADABLE, "the header of the image is cut short or damaged")
                    : new Failed(UNSUPPORTED_FORMAT, "not a JPEG, PNG, GIF, BMP or WebP image");
        }
        ImageHeader header = found.get();
        if (header.width() < 1 || header.height() < 1) {
            return new Failed(UNREADABLE, "a size of " + header.width() + "x" + header.height() + " pixels");
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
        // OpenCV refuses a JPEG without its end marker, though all of its rows may be there.
        boolean endless = header.format() == ImageFormat.JPEG && EndOfFile.isMissing(file, header);
        byte[] encoded =
                switch (header.format()) {
                    case JPEG -> endless ? JpegScan.withEndMarker(file) : file;
                    case PNG -> PngChunks.withoutHarm(file);
                    case GIF, BMP, WEBP -> file;
                };
        try (BytePointer bytes = new BytePointer(encoded);
                Mat buffer = new Mat(1, encoded.length, CV_8UC1, bytes);
                Mat image = imdecode(buffer, flags(header))) {
            if (image.empty()) {
                return refuse(file, header, "the data cannot be decoded");
            }
            boolean suspicious = endless
                    || header.severalScans()
                    || (header.format() == ImageFormat.JPEG && RgbPixels.hasCornerOfMiddleGrey(image));
            if (suspicious && JpegScan.endsEarly(encoded, header.severalScans(), endless)) {
                return new Failed(TRUNCATED, "the JPEG data end before the last row");
            }
            try (Mat rgb = RgbPixels.of(image, header.alpha());
                    BytePointer out = new BytePointer(target);
                    Mat pixels = new Mat(size.height(), size.width(), CV_8UC3, out);
                    Size outSize = new Size(size.width(), size.height())) {
                resize(rgb, pixels, outSize, 0, 0, INTER_LINEAR);
            }
            target.position(target.position() + size.bytes());
            boolean turned = (image.cols() > image.rows()) != (header.width() > header.height());
            return turned ? new Decoded(header.height(), header.width()) : new Decoded(header.width(), header.height());
        } catch (RuntimeException e) {
            // JavaCPP turns OpenCV's exceptions into this one.
            return refuse(file, header, "the data cannot be decoded: " + firstLine(e.getMessage()));
        }
    }

    private static Failed refuse(byte[] file, ImageHeader header, String message) {
        DecodeFailure failure = EndOfFile.isMissing(file, header) ? TRUNCATED : UNREADABLE;
        return new Failed(failure, message);
    }

    private int flags(ImageHeader header) {
        if (header.alpha()) {
            return opencv_imgcodecs.IMREAD_UNCHANGED;
        }
        int reduction = header.format() == ImageFormat.JPEG ? reduction(header.width(), header.height()) : 1;
        // The reduced grey flags are the bare reduction; IMREAD_COLOR_RGB makes them colour, and excludes IMREAD_COLOR.
        int scale =
                switch (reduction) {
                    case 8 -> opencv_imgcodecs.IMREAD_REDUCED_GRAYSCALE_8;
                    case 4 -> opencv_imgcodecs.IMREAD_REDUCED_GRAYSCALE_4;
                    case 2 -> opencv_imgcodecs.IMREAD_REDUCED_GRAYSCALE_2;
                    default -> 0;
                };
        return scale | opencv_imgcodecs.IMREAD_COLOR_RGB;
    }

    /** The largest of 8, 4, 2, 1 by which both sides can be divided (rounding up) and still reach the model's size. */
    int reduction(int width, int height) {
        // Orientation may turn the image, so each side must do for both.
        int side = Math.max(size.width(), size.height());
        for (int reduction = 8; reduction > 1; reduction /= 2) {
            if ((width + reduction - 1) / reduction >= side && (height + reduction - 1) / reduction >= side) {
                return reduction;
            }
        }
        return 1;
    }

    private static String firstLine(String message) {
        return message == null ? "no message" : message.lines().findFirst().orElse("");
    }
}
