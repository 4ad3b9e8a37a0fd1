package io.pawstream.onnx.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import io.pawstream.sources.ImageSource;
import io.pawstream.vision.image.ImageSize;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PhotoLoaderTest {

    private static final ImageSize SIZE = new ImageSize(8, 6);

    @TempDir
    private Path folder;

    @BeforeEach
    void write() throws IOException {
        byte[] red = encoded(Color.RED, "jpg");
        byte[] half = encoded(Color.GREEN, "jpg");
        Files.createDirectories(folder.resolve("Cat"));
        Files.createDirectories(folder.resolve("Dog"));
        Files.createDirectories(folder.resolve("Bird"));
        Files.write(folder.resolve("Cat/1.jpg"), red);
        Files.write(folder.resolve("Cat/2.jpg"), encoded(Color.GREEN, "png"));
        Files.write(folder.resolve("Cat/3.jpg"), new byte[0]);
        Files.write(folder.resolve("Dog/1.jpg"), encoded(Color.BLUE, "jpg"));
        Files.write(folder.resolve("Dog/2.jpg"), Arrays.copyOf(half, half.length / 2));
        Files.writeString(folder.resolve("Dog/3.jpg"), "<html>not found</html>");
        Files.write(folder.resolve("Bird/1.jpg"), red);
    }

    private static byte[] encoded(Color colour, String format) throws IOException {
        BufferedImage image = new BufferedImage(40, 30, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < 40 * 30; i++) {
            image.setRGB(i % 40, i / 40, colour.getRGB());
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ImageIO.write(image, format, out);
        return out.toByteArray();
    }

    private Photos load(PixelStore store, Keep keep) throws IOException {
        try (ImageSource source = ImageSource.open(folder.toString(), 1)) {
            return new PhotoLoader(store, 2, done -> {}).load(source, source.size(), keep);
        }
    }

    @Test
    void countsWhatItSkipsByReason() throws IOException {
        Photos photos = load(new PixelStore(SIZE), Keep.JFIF);
        assertThat(photos.samples()).extracting(Sample::label).containsExactly(0, 1);
        assertThat(photos.samples()).allSatisfy(sample -> assertThat(sample.width() + "x" + sample.height())
                .as("size in the file")
                .isEqualTo("40x30"));
        assertThat(photos.skipped())
                .containsAllEntriesOf(Map.of("not JFIF", 3, "without label", 1))
                .hasSize(3);
        assertThat(photos.summary()).startsWith("2 images, 5 files skipped: ");
    }

    @Test
    void otherFormatsCountIfAllThatDecodesIsKept() throws IOException {
        Photos photos = load(new PixelStore(SIZE), Keep.DECODABLE);
        assertThat(photos.samples())
                .extracting(sample -> sample.name().replaceFirst("^[^/]*/", ""))
                .containsExactly("Cat/1.jpg", "Cat/2.jpg", "Dog/1.jpg");
    }

    @Test
    void pixelsAreThoseOfEachImage() throws IOException {
        PixelStore store = new PixelStore(SIZE);
        for (Sample sample : load(store, Keep.DECODABLE).samples()) {
            ByteBuffer pixels = store.pixels(sample.slot());
            int channel = sample.label() == 1 ? 2 : sample.name().endsWith("1.jpg") ? 0 : 1;
            assertThat(pixels.get(SIZE.bytes() - 3 + channel) & 0xFF)
                    .as(sample.name())
                    .isGreaterThan(230);
        }
    }

    @Test
    void theCatalogueFindsTheSameImages() throws IOException {
        try (ImageSource source = ImageSource.open(folder.toString(), 1)) {
            Photos noted = new Catalogue(SIZE, 2, done -> {}).of(source, source.size(), Keep.JFIF);
            Photos loaded = load(new PixelStore(SIZE), Keep.JFIF);
            assertThat(noted.skipped()).isEqualTo(loaded.skipped());
            assertThat(noted.samples())
                    .usingRecursiveFieldByFieldElementComparatorIgnoringFields("slot")
                    .isEqualTo(loaded.samples());
            assertThat(noted.samples())
                    .allSatisfy(sample ->
                            assertThat(source.get(sample.slot()).name()).isEqualTo(sample.name()));
        }
    }
}
