package io.pawstream.vision.image;

import static io.pawstream.vision.image.DecodeFailure.TOO_MANY_BYTES;
import static io.pawstream.vision.image.DecodeFailure.TOO_MANY_PIXELS;
import static io.pawstream.vision.image.DecodeFailure.TOO_MUCH_WORK;
import static io.pawstream.vision.image.DecodeFailure.UNREADABLE;
import static io.pawstream.vision.image.DecodeFailure.UNSUPPORTED_FORMAT;

import io.pawstream.model.Preprocessing;
import io.pawstream.vision.CacheDirectory;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.bytedeco.opencv.global.opencv_core;

/**
 * Decodes an encoded image to the RGB pixels of a model's input, as its card asks.
 *
 * <p>For every {@link Preprocessing}: apply the EXIF orientation, convert grey to RGB, blend alpha with black, use the
 * first frame of an animation, resize with half-pixel centers to uint8.
 *
 * <pre>{@code
 * Preprocessing preprocessing = Preprocessing.stretched(new ImageSize(150, 150));
 * ImageDecoder decoder = new ImageDecoder(preprocessing, DecodeLimits.DEFAULT);
 * ByteBuffer pixels = ByteBuffer.allocateDirect(150 * 150 * 3);
 * DecodeResult result = decoder.decode(Files.readAllBytes(Path.of("cat.jpg")), pixels);
 * }</pre>
 *
 * <p>Thread-safe.
 */
public final class ImageDecoder {

    /** Bounds the memory of a row, which is on the heap. */
    private static final int MOST_COLUMNS = 250_000;

    static {
        CacheDirectory.useForNativeLibraries();
        // By default JavaCPP throws OutOfMemoryError when the process exceeds 4 times the heap, which models and a
        // large image do. The limits bound the memory of an image, and the decoder frees it.
        System.setProperty("org.bytedeco.javacpp.maxBytes", "0");
        System.setProperty("org.bytedeco.javacpp.maxPhysicalBytes", "0");
        // Images are decoded in parallel, so additional threads of OpenCV would only compete.
        opencv_core.setNumThreads(1);
    }

    private final Preprocessing preprocessing;
    private final Resampler resampler;
    private final DecodeLimits limits;

    /**
     * Creates a decoder.
     *
     * @param preprocessing how images become pixels
     * @param limits limits of images, checked before pixels are allocated
     */
    public ImageDecoder(Preprocessing preprocessing, DecodeLimits limits) {
        this.preprocessing = preprocessing;
        this.resampler = Resampler.of(preprocessing);
        this.limits = limits;
    }

    /**
     * Decodes one image.
     *
     * @param encoded the bytes of a JPEG, PNG, GIF, BMP or WebP file; any bytes are safe
     * @param target direct buffer for the input of the model: uint8 [height, width, 3], RGB, rows from top to
     *     bottom. On success they are written at its position, which moves past them
     * @return the size of the image, or why it cannot be decoded
     * @throws IllegalArgumentException if the target is not direct or too small
     * @throws DecoderMemoryError if there is not enough memory; the image may be good
     */
    public DecodeResult decode(byte[] encoded, ByteBuffer target) {
        return open(encoded).decode(target);
    }

    /**
     * Reads the header of an image and compares it with the limits.
     *
     * @param encoded the bytes of a JPEG, PNG, GIF, BMP or WebP file; any bytes are safe
     * @return the image, which may be one that cannot be decoded
     */
    public OpenedImage open(byte[] encoded) {
        try {
            return new OpenedImage(preprocessing.size(), checked(encoded));
        } catch (BadImageException e) {
            return new OpenedImage(preprocessing.size(), e.toResult());
        }
    }

    private Preparation checked(byte[] encoded) throws BadImageException {
        check(encoded.length, limits.maxBytes(), TOO_MANY_BYTES, "bytes");
        EncodedImage image = read(encoded);
        String sides = image.width() + "x" + image.height();
        if (image.width() < 1 || image.height() < 1) {
            throw new BadImageException(UNREADABLE, "size is " + sides + " pixels; each side must be at least 1");
        }
        if (Math.max(image.width(), image.height()) > MOST_COLUMNS) {
            throw new BadImageException(TOO_MANY_PIXELS, sides + " pixels; each side may have at most " + MOST_COLUMNS);
        }
        if ((long) image.width() * image.height() > limits.maxPixels()) {
            throw new BadImageException(
                    TOO_MANY_PIXELS, sides + " pixels; at most " + limits.maxPixels() + " are allowed");
        }
        Preparation preparation = Preparation.of(image, preprocessing, resampler, limits.maxPixels());
        check(preparation.work(), limits.maxWork(), TOO_MUCH_WORK, "visits of samples to decode " + sides + " pixels");
        return preparation;
    }

    private static void check(long value, long limit, DecodeFailure failure, String what) throws BadImageException {
        if (value > limit) {
            throw new BadImageException(failure, value + " " + what + "; at most " + limit + " are allowed");
        }
    }

    private static EncodedImage read(byte[] encoded) throws BadImageException {
        Optional<ImageFormat> format = ImageFormat.of(encoded);
        if (format.isEmpty()) {
            throw new BadImageException(UNSUPPORTED_FORMAT, "not a JPEG, PNG, GIF, BMP or WebP image");
        }
        try {
            return switch (format.get()) {
                case JPEG -> JpegImage.read(encoded);
                case PNG -> PngImage.read(encoded);
                case GIF -> GifImage.read(encoded);
                case BMP -> BmpImage.read(encoded);
                case WEBP -> WebpImage.read(encoded);
            };
        } catch (IndexOutOfBoundsException e) {
            throw new BadImageException(UNREADABLE, "the image header is truncated or damaged");
        }
    }
}
