package io.pawstream.producer.publish;

import static org.assertj.core.api.Assertions.assertThat;

import io.pawstream.sources.DrawnSource;
import io.pawstream.sources.Picture;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PictureTypeTest {

    @ParameterizedTest
    @ValueSource(strings = {"a.jpg", "a.JPEG", "b/a.Png", "a.gif", "a.bmp", "a.webp", ".x.jpg"})
    void pictures(String name) {
        assertThat(PictureType.isPictureName(name)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Thumbs.db", "jpg", "a.jpg.txt", "a.", "", "a.tiff", "jpg/readme"})
    void otherFiles(String name) {
        assertThat(PictureType.isPictureName(name)).isFalse();
    }

    @Test
    void theFirstBytesSayTheType() throws IOException {
        Map<String, String> types =
                Map.of("jpg", "image/jpeg", "png", "image/png", "gif", "image/gif", "bmp", "image/bmp");
        DrawnSource source = new DrawnSource(3);
        for (int i = 0; i < 25; i++) {
            Picture picture = source.get(i);
            String extension = picture.name().substring(picture.name().length() - 3);
            assertThat(PictureType.contentType(picture.read()))
                    .as(picture.name())
                    .isEqualTo(types.get(extension));
        }
        byte[] webp = "RIFF....WEBPVP8 ".getBytes(StandardCharsets.US_ASCII);
        assertThat(PictureType.contentType(webp)).isEqualTo("image/webp");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "B", "<html>", "RIFF....WAVE", "GIF"})
    void unknownBytes(String data) {
        assertThat(PictureType.contentType(data.getBytes(StandardCharsets.US_ASCII)))
                .isEqualTo("application/octet-stream");
    }
}
