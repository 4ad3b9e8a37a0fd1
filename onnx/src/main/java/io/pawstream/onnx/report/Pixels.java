package io.pawstream.onnx.report;

import io.pawstream.model.Preprocessing;
import io.pawstream.sources.SourceImage;
import io.pawstream.vision.image.DecodeLimits;
import io.pawstream.vision.image.DecodeResult.Failed;
import io.pawstream.vision.image.ImageDecoder;
import java.io.IOException;
import java.nio.ByteBuffer;

/** Decodes images to the pixels of a model. */
public final class Pixels {

    private Pixels() {}

    /**
     * Reads and decodes an image.
     *
     * @param image the image
     * @param preprocessing how images become the pixels of the model
     * @return a direct buffer: uint8 RGB, rows from the top
     * @throws IOException if the image cannot be read or decoded
     */
    public static ByteBuffer of(SourceImage image, Preprocessing preprocessing) throws IOException {
        ByteBuffer pixels = ByteBuffer.allocateDirect(preprocessing.size().bytes());
        if (new ImageDecoder(preprocessing, DecodeLimits.DEFAULT).decode(image.read(), pixels)
                instanceof Failed failed) {
            throw new IOException("cannot decode " + image.name() + ": " + failed.message());
        }
        return pixels.clear();
    }
}
