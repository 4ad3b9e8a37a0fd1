package io.pawstream.onnx.download;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PublishedFileTest {

    private static final URI ADDRESS = URI.create("https://example.org/photos.zip");

    @ParameterizedTest
    @ValueSource(strings = {"photos.zip", "ftp://example.org/photos.zip", "file:///photos.zip", "http:photos.zip"})
    void otherAddressesAreRejected(String address) {
        assertThatThrownBy(() -> new PublishedFile("f", URI.create(address), "MD5", ""))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("address is \"" + address + "\"; it must be an http:// or https:// URL with a host");
    }

    @Test
    void otherAlgorithmsAreRejected() {
        assertThatThrownBy(() -> new PublishedFile("f", ADDRESS, "CRC", ""))
                .hasMessage("algorithm is \"CRC\"; it must be MD5 or SHA-256");
    }

    @Test
    void checksumsAreLowerCaseHex(@TempDir Path directory) throws IOException {
        Path file = Files.writeString(directory.resolve("f"), "weights");
        assertThat(new PublishedFile("f", ADDRESS, "MD5", "").checksumOf(file))
                .as("output of printf 'weights' | md5sum")
                .isEqualTo("63f4f1e9b725370f459720575cd5f953");
    }
}
