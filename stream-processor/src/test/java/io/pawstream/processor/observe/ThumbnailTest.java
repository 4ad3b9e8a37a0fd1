package io.pawstream.processor.observe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.pawstream.model.ImageSize;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Base64;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

class ThumbnailTest {

    private static final String PREFIX = "data:image/jpeg;base64,";

    /** Blocks of a JPEG have 16x16 pixels at most, so the two colors do not share one. */
    private static final ImageSize SIZE = new ImageSize(64, 32);

    private static final Color LEFT = new Color(200, 30, 60);
    private static final Color RIGHT = new Color(20, 90, 220);

    private static BufferedImage decoded(String uri) throws IOException {
        assertThat(uri).startsWith(PREFIX);
        return ImageIO.read(new ByteArrayInputStream(Base64.getDecoder().decode(uri.substring(PREFIX.length()))));
    }

    private static void assertSimilar(int rgb, Color expected) {
        Color color = new Color(rgb);
        assertThat(color.getRed()).isCloseTo(expected.getRed(), within(8));
        assertThat(color.getGreen()).isCloseTo(expected.getGreen(), within(8));
        assertThat(color.getBlue()).isCloseTo(expected.getBlue(), within(8));
    }

    @Test
    void decodesToAboutTheSamePixels() throws IOException {
        ByteBuffer rgb = ByteBuffer.allocateDirect(SIZE.bytes());
        for (int i = 0; i < SIZE.width() * SIZE.height(); i++) {
            Color color = i % SIZE.width() < SIZE.width() / 2 ? LEFT : RIGHT;
            rgb.put((byte) color.getRed()).put((byte) color.getGreen()).put((byte) color.getBlue());
        }
        rgb.flip();
        BufferedImage image = decoded(Thumbnail.of(rgb, SIZE));
        assertThat(image.getWidth()).isEqualTo(SIZE.width());
        assertThat(image.getHeight()).isEqualTo(SIZE.height());
        assertSimilar(image.getRGB(5, 5), LEFT);
        assertSimilar(image.getRGB(5, 28), LEFT);
        assertSimilar(image.getRGB(58, 5), RIGHT);
        assertSimilar(image.getRGB(58, 28), RIGHT);
    }

    @Test
    void leavesTheBufferAsItIs() {
        ByteBuffer rgb = ByteBuffer.allocate(SIZE.bytes());
        Thumbnail.of(rgb, SIZE);
        assertThat(rgb.position()).isZero();
        assertThat(rgb.remaining()).isEqualTo(SIZE.bytes());
    }
}
