package io.pawstream.vision.image;

import static org.bytedeco.opencv.global.opencv_core.CV_8UC3;
import static org.bytedeco.opencv.global.opencv_imgproc.COLOR_RGBA2RGB;
import static org.bytedeco.opencv.global.opencv_imgproc.INTER_LINEAR;
import static org.bytedeco.opencv.global.opencv_imgproc.cvtColor;
import static org.bytedeco.opencv.global.opencv_imgproc.resize;

import io.pawstream.model.ImageSize;
import io.pawstream.vision.image.DecodeResult.Decoded;
import io.pawstream.vision.image.DecodeResult.Failed;
import java.nio.ByteBuffer;
import java.util.Objects;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Size;
import org.jspecify.annotations.Nullable;

/** An encoded image whose header was read and compared with the limits. No pixels are allocated yet. */
public final class OpenedImage {

    private final ImageSize size;
    private final @Nullable EncodedImage image;
    private final @Nullable Failed failure;

    private OpenedImage(ImageSize size, @Nullable EncodedImage image, @Nullable Failed failure) {
        this.size = size;
        this.image = image;
        this.failure = failure;
    }

    /** Opens an image that can be decoded. */
    static OpenedImage of(ImageSize size, EncodedImage image) {
        return new OpenedImage(size, image, null);
    }

    /** Opens an image that cannot be decoded. */
    static OpenedImage failed(ImageSize size, Failed failure) {
        return new OpenedImage(size, null, failure);
    }

    /** {@return an upper bound of the memory that {@link #decode} allocates, in bytes; 0 if it allocates nothing} */
    public long memoryBytes() {
        return image == null ? 0 : image.memoryBytes(size);
    }

    /**
     * Decodes the image.
     *
     * @param target direct buffer for {@code size.bytes()} bytes: uint8 [height, width, 3], RGB, rows from top to
     *     bottom. On success they are written at its position, which moves past them
     * @return the size of the image, or why it cannot be decoded
     * @throws IllegalArgumentException if the target is not direct or too small
     * @throws DecoderMemoryError if there is not enough memory; the image may be good
     */
    public DecodeResult decode(ByteBuffer target) {
        if (!target.isDirect() || target.remaining() < size.bytes()) {
            throw new IllegalArgumentException(
                    "target is " + target + "; it must be a direct buffer with " + size.bytes() + " bytes remaining");
        }
        return image == null ? Objects.requireNonNull(failure) : decode(image, target);
    }

    private DecodeResult decode(EncodedImage encoded, ByteBuffer target) {
        try (Mat pixels = encoded.decode(size)) {
            write(pixels, encoded.orientation(), target);
        } catch (BadImageException e) {
            return e.toResult();
        } catch (OutOfMemoryError e) {
            throw new DecoderMemoryError(encoded.memoryBytes(size), e);
        } catch (RuntimeException e) {
            if (OpenCvImage.isMemory(e)) {
                throw new DecoderMemoryError(encoded.memoryBytes(size), e);
            }
            throw e;
        }
        target.position(target.position() + size.bytes());
        return encoded.orientation().swapsSides()
                ? new Decoded(encoded.height(), encoded.width())
                : new Decoded(encoded.width(), encoded.height());
    }

    /** Resizes the pixels before it turns them, because the resized image is smaller. */
    private void write(Mat pixels, Orientation orientation, ByteBuffer target) {
        boolean swaps = orientation.swapsSides();
        try (BytePointer out = new BytePointer(target);
                Mat rgb = new Mat(size.height(), size.width(), CV_8UC3, out);
                Size stored = swaps ? new Size(size.height(), size.width()) : new Size(size.width(), size.height())) {
            if (orientation.equals(Orientation.NORMAL) && pixels.channels() == 3) {
                resize(pixels, rgb, stored, 0, 0, INTER_LINEAR);
                return;
            }
            try (Mat resized = new Mat()) {
                resize(pixels, resized, stored, 0, 0, INTER_LINEAR);
                if (resized.channels() == 4) {
                    cvtColor(resized, resized, COLOR_RGBA2RGB);
                }
                orientation.turn(resized, rgb);
            }
        }
    }
}
