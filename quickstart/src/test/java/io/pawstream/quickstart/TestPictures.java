package io.pawstream.quickstart;

import io.pawstream.sources.DrawnSource;
import io.pawstream.sources.Picture;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import javax.imageio.ImageIO;

/** Encoded pictures that tests change. */
final class TestPictures {

    private TestPictures() {}

    /** A black PNG. */
    static byte[] png() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ImageIO.write(new BufferedImage(64, 64, BufferedImage.TYPE_INT_RGB), "png", out);
        return out.toByteArray();
    }

    /** The first drawn picture that is a JPEG. */
    static byte[] jpeg() throws IOException {
        try (DrawnSource drawn = new DrawnSource(4)) {
            int i = 0;
            while (!drawn.get(i).name().endsWith(".jpg")) {
                i++;
            }
            Picture picture = drawn.get(i);
            return picture.read();
        }
    }
}
