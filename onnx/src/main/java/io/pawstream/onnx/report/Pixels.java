package io.pawstream.onnx.report;

import io.pawstream.sources.SourceImage;
import io.pawstream.vision.image.DecodeLimits;
import io.pawstream.vision.image.DecodeResult.Failed;
import io.pawstream.vision.image.ImageDecoder;
import io.pawstream.vision.image.ImageSize;
import java.io.IOException;
import java.nio.ByteBuffer;

/** Images as models see them. */
public final class Pixels {

    private Pixels() {}

    /**
     * Reads and decodes an image.
     *
     * @return uint8 RGB rows from the top
     * @throws IOException if it cannot be read or decoded
     */
    public static ByteBuffer of(SourceImage image, ImageSize size) throws IOException {
        ByteBuffer pixels = ByteBuffer.allocateDirect(size.bytes());
        if (new ImageDecoder(size, DecodeLimits.DEFAULT).decode(image.read(), pixels) instanceof Failed failed) {
            throw new IOException("cannot show " + image.name() + ": " + failed.message());
        }
        return pixels.clear();
    }
}
