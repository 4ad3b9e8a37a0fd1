package io.pawstream.vision.image;

import static org.assertj.core.api.Assertions.assertThat;

import io.pawstream.model.ImageSize;
import io.pawstream.model.Preprocessing;
import io.pawstream.vision.Cases;
import io.pawstream.vision.Cases.Case;
import io.pawstream.vision.image.DecodeResult.Decoded;
import io.pawstream.vision.image.DecodeResult.Failed;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Decodes images of every format with the variants and defects that encoders write. */
class CasesTest {

    private static final ImageSize SIZE = new ImageSize(150, 150);
    private static final int TOLERANCE = 8;

    private final ImageDecoder decoder = new ImageDecoder(Preprocessing.stretched(SIZE), DecodeLimits.DEFAULT);

    static List<Case> cases() throws IOException {
        return Cases.all();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void decodesOrFailsAsExpected(Case image) throws IOException {
        ByteBuffer target = ByteBuffer.allocateDirect(SIZE.bytes());
        DecodeResult result = decoder.decode(image.encoded(), target);
        if (!image.failures().isEmpty()) {
            assertThat(result).isInstanceOf(Failed.class);
            assertThat(((Failed) result).failure().word()).isIn(image.failures());
            return;
        }
        assertThat(result).isInstanceOf(Decoded.class);
        BufferedImage expected = ImageIO.read(new ByteArrayInputStream(image.expected()));
        int wrong = 0;
        for (int i = 0; i < SIZE.bytes(); i++) {
            int pixel = i / 3;
            int rgb = expected.getRGB(pixel % 150, pixel / 150);
            int channel = (rgb >> (16 - 8 * (i % 3))) & 0xFF;
            wrong += Math.abs((target.get(i) & 0xFF) - channel) > TOLERANCE ? 1 : 0;
        }
        assertThat(wrong).as("bytes that differ by more than 8 levels").isLessThanOrEqualTo(SIZE.bytes() / 100);
    }
}
