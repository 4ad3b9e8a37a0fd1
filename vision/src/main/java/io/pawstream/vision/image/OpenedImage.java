package io.pawstream.vision.image;

import io.pawstream.model.ImageSize;
import io.pawstream.vision.image.DecodeResult.Decoded;
import io.pawstream.vision.image.DecodeResult.Failed;
import io.pawstream.vision.inference.InferenceException;
import java.nio.ByteBuffer;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** An encoded image whose header was read and compared with the limits. No pixels are allocated yet. */
public final class OpenedImage {

    private final ImageSize size;
    private final @Nullable Preparation preparation;
    private final @Nullable Failed failure;

    /** Opens an image that can be decoded. */
    OpenedImage(ImageSize size, Preparation preparation) {
        this.size = size;
        this.preparation = preparation;
        this.failure = null;
    }

    /** Opens an image that cannot be decoded. */
    OpenedImage(ImageSize size, Failed failure) {
        this.size = size;
        this.preparation = null;
        this.failure = failure;
    }

    /** {@return an upper bound of the memory that {@link #decode} allocates, in bytes; 0 if it allocates nothing} */
    public long memoryBytes() {
        return preparation == null ? 0 : preparation.memoryBytes();
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
        return preparation == null ? Objects.requireNonNull(failure) : decode(preparation, target);
    }

    private DecodeResult decode(Preparation image, ByteBuffer target) {
        try {
            image.write(target);
        } catch (BadImageException e) {
            return e.toResult();
        } catch (OutOfMemoryError | InferenceException e) {
            throw new DecoderMemoryError(image.memoryBytes(), e);
        } catch (RuntimeException e) {
            if (OpenCvImage.isMemory(e)) {
                throw new DecoderMemoryError(image.memoryBytes(), e);
            }
            throw e;
        }
        target.position(target.position() + size.bytes());
        return new Decoded(image.width(), image.height());
    }
}
