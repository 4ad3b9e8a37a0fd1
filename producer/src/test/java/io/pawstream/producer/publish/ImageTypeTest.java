package io.pawstream.producer.publish;

import static org.assertj.core.api.Assertions.assertThat;

import io.pawstream.sources.DrawnSource;
import io.pawstream.sources.SourceImage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ImageTypeTest {

    @ParameterizedTest
    @ValueSource(strings = {"a.jpg", "a.JPEG", "b/a.Png", "a.gif", "a.bmp", "a.webp", ".x.jpg", "a.jfif", "a.MPO"})
    void images(String name) {
        assertThat(ImageType.isImageName(name)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Thumbs.db", "jpg", "a.jpg.txt", "a.", "", "a.tiff", "jpg/readme"})
    void otherFiles(String name) {
        assertThat(ImageType.isImageName(name)).isFalse();
    }

    @Test
    void theFirstBytesDetermineTheMediaType() throws IOException {
        Map<String, String> types =
                Map.of("jpg", "image/jpeg", "png", "image/png", "gif", "image/gif", "bmp", "image/bmp");
        DrawnSource source = new DrawnSource(3);
        for (int i = 0; i < 25; i++) {
            SourceImage image = source.get(i);
            String extension = image.name().substring(image.name().length() - 3);
            assertThat(ImageType.contentType(image.read())).as(image.name()).isEqualTo(types.get(extension));
        }
        byte[] webp = "RIFF....WEBPVP8 ".getBytes(StandardCharsets.US_ASCII);
        assertThat(ImageType.contentType(webp)).isEqualTo("image/webp");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "B", "<html>", "RIFF....WAVE", "GIF"})
    void unknownBytes(String data) {
        assertThat(ImageType.contentType(data.getBytes(StandardCharsets.US_ASCII)))
                .isEqualTo("application/octet-stream");
    }
}
