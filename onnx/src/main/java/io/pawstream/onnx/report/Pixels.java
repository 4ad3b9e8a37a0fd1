package io.pawstream.onnx.report;

import io.pawstream.model.ImageSize;
import io.pawstream.sources.SourceImage;
import io.pawstream.vision.image.DecodeLimits;
import io.pawstream.vision.image.DecodeResult.Failed;
import io.pawstream.vision.image.ImageDecoder;
import java.io.IOException;
import java.nio.ByteBuffer;

/** Decodes images to the size of a model. */
public final class Pixels {

    private Pixels() {}

    /**
     * Reads and decodes an image.
     *
     * @param image the image
     * @param size size to decode it to
     * @return a direct buffer: uint8 RGB, rows from the top
     * @throws IOException if the image cannot be read or decoded
     */
    public static ByteBuffer of(SourceImage image, ImageSize size) throws IOException {
        ByteBuffer pixels = ByteBuffer.allocateDirect(size.bytes());
        if (new ImageDecoder(size, DecodeLimits.DEFAULT).decode(image.read(), pixels) instanceof Failed failed) {
            throw new IOException("cannot decode " + image.name() + ": " + failed.message());
        }
        return pixels.clear();
    }
}
