package io.pawstream.trainer.report;

import io.pawstream.sources.Picture;
import io.pawstream.vision.image.DecodeLimits;
import io.pawstream.vision.image.DecodeResult.Refused;
import io.pawstream.vision.image.ImageSize;
import io.pawstream.vision.image.PictureDecoder;
import java.io.IOException;
import java.nio.ByteBuffer;

/** Pictures as models see them. */
public final class Pixels {

    private Pixels() {}

    /**
     * Reads and decodes a picture.
     *
     * @return uint8 RGB rows from the top
     * @throws IOException if it cannot be read or decoded
     */
    public static ByteBuffer of(Picture picture, ImageSize size) throws IOException {
        ByteBuffer pixels = ByteBuffer.allocateDirect(size.bytes());
        if (new PictureDecoder(size, DecodeLimits.DEFAULT).decode(picture.read(), pixels) instanceof Refused refused) {
            throw new IOException("cannot show " + picture.name() + ": " + refused.message());
        }
        return pixels.clear();
    }
}
