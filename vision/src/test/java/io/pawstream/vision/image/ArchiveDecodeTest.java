package io.pawstream.vision.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.pawstream.model.ImageSize;
import io.pawstream.model.Preprocessing;
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

/** Decodes real photos if they are present next to the checkout; all other tests draw their images. */
class ArchiveDecodeTest {

    @Test
    void decodesAllPhotosInOriginalSize() throws IOException {
        assertThat(failed("originals.zip")).isEmpty();
    }

    @Test
    void failsOnTheDamagedFilesOfTheArchiveOnly() throws IOException {
        List<String> failed = failed("petimages-200px.zip");
        assertThat(failed).as("28 damaged files, two Thumbs.db and a readme").hasSize(31);
    }

    private static List<String> failed(String archive) throws IOException {
        Path file = Path.of(System.getProperty("pawstream.home", ".."), "..", "shared", "data", archive);
        assumeTrue(Files.exists(file), "no photos next to the checkout");
        ImageDecoder decoder = new ImageDecoder(Preprocessing.stretched(new ImageSize(150, 150)), DecodeLimits.DEFAULT);
        ByteBuffer target = ByteBuffer.allocateDirect(150 * 150 * 3);
        List<String> failed = new ArrayList<>();
        try (ZipFile zip = new ZipFile(file.toFile())) {
            for (ZipEntry entry : zip.stream().filter(e -> !e.isDirectory()).toList()) {
                byte[] bytes = zip.getInputStream(entry).readAllBytes();
                target.clear();
                DecodeResult result = decoder.decode(bytes, target);
                if (!(result instanceof Decoded)) {
                    failed.add(entry.getName() + " " + bytes.length + " bytes " + result);
                }
            }
        }
        return failed;
    }
}
