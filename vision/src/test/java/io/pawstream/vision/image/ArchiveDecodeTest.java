package io.pawstream.vision.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.pawstream.vision.image.DecodeResult.Decoded;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;

/** Decodes real photos, where a checkout has them beside it; the rest of the tests make their own images. */
class ArchiveDecodeTest {

    @Test
    void refusesNoPhotoAtItsOwnSize() throws IOException {
        assertThat(refused("originals.zip")).isEmpty();
    }

    @Test
    void refusesTheDamagedFilesOfTheArchiveAndNoOther() throws IOException {
        List<String> refused = refused("petimages-200px.zip");
        assertThat(refused).as("28 damaged files, two Thumbs.db and a readme").hasSize(31);
    }

    private static List<String> refused(String archive) throws IOException {
        Path file = Path.of(System.getProperty("pawstream.home", ".."), "..", "shared", "data", archive);
        assumeTrue(Files.exists(file), "no photos beside this checkout");
        ImageDecoder decoder = new ImageDecoder(new ImageSize(150, 150), DecodeLimits.DEFAULT);
        ByteBuffer target = ByteBuffer.allocateDirect(150 * 150 * 3);
        List<String> refused = new ArrayList<>();
        try (ZipFile zip = new ZipFile(file.toFile())) {
            for (ZipEntry entry : zip.stream().filter(e -> !e.isDirectory()).toList()) {
                byte[] bytes = zip.getInputStream(entry).readAllBytes();
                target.clear();
                DecodeResult result = decoder.decode(bytes, target);
                if (!(result instanceof Decoded)) {
                    refused.add(entry.getName() + " " + bytes.length + " bytes " + result);
                }
            }
        }
        return refused;
    }
}
