package io.pawstream.vision.image;

import org.jspecify.annotations.Nullable;

/** The process has not enough memory to decode an image. The image may be good: try again later. */
public final class DecoderMemoryError extends Error {

    DecoderMemoryError(long bytes, @Nullable Throwable cause) {
        super("not enough memory to decode an image, which takes up to " + bytes + " bytes", cause);
    }
}
