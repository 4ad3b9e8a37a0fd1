package io.pawstream.vision.image;

import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.pawstream.model.ImageSize;
import io.pawstream.model.Preprocessing;
import io.pawstream.vision.image.DecodeResult.Failed;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ImageFormatTest {

    private final ImageDecoder decoder =
            new ImageDecoder(Preprocessing.stretched(new ImageSize(150, 150)), DecodeLimits.DEFAULT);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GIF8 is how a GIF begins",
                "GIF89a is a format of 1989, and this is a sentence about it!",
                "GIF87a",
                "BM",
                "BMW builds cars; this text is longer than every header of a BMP.",
                "RIFF",
                "RIFFs and WEBP are words",
                "RIFF....WEBPVP8 \r\n\t too, as in this sentence",
                "PNG",
                "JFIF"
            })
    void textIsNoImage(String text) {
        for (Charset charset : List.of(UTF_8, UTF_16LE)) {
            assertThat(((Failed) decoder.decode(text.getBytes(charset), ByteBuffer.allocateDirect(67_500))).failure())
                    .isEqualTo(DecodeFailure.UNSUPPORTED_FORMAT);
        }
    }
}
