package io.pawstream.integration;

import io.pawstream.sources.DrawnSource;
import io.pawstream.sources.SourceImage;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import javax.imageio.ImageIO;

/** Encoded images that tests change. */
final class TestImages {

    private TestImages() {}

    /** A black PNG. */
    static byte[] png() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ImageIO.write(new BufferedImage(64, 64, BufferedImage.TYPE_INT_RGB), "png", out);
        return out.toByteArray();
    }

    /** The first drawn image that is a JPEG. */
    static byte[] jpeg() throws IOException {
        try (DrawnSource drawn = new DrawnSource(4)) {
            int i = 0;
            while (!drawn.get(i).name().endsWith(".jpg")) {
                i++;
            }
            SourceImage image = drawn.get(i);
            return image.read();
        }
    }
}
