package io.pawstream.onnx.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pawstream.model.ImageSize;
import io.pawstream.model.Preprocessing;
import io.pawstream.sources.ImageSource;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImageLoaderTest {

    private static final ImageSize SIZE = new ImageSize(8, 6);
    private static final Preprocessing PREPROCESSING = Preprocessing.stretched(SIZE);
    private static final List<String> CLASSES = List.of("cat", "dog");

    @TempDir
    private Path directory;

    @BeforeEach
    void write() throws IOException {
        byte[] red = encoded(Color.RED, "jpg");
        byte[] half = encoded(Color.GREEN, "jpg");
        Files.createDirectories(directory.resolve("Cat"));
        Files.createDirectories(directory.resolve("Dog"));
        Files.createDirectories(directory.resolve("Bird"));
        Files.write(directory.resolve("Cat/1.jpg"), red);
        Files.write(directory.resolve("Cat/2.jpg"), encoded(Color.GREEN, "png"));
        Files.write(directory.resolve("Cat/3.jpg"), new byte[0]);
        Files.write(directory.resolve("Dog/1.jpg"), encoded(Color.BLUE, "jpg"));
        Files.write(directory.resolve("Dog/2.jpg"), Arrays.copyOf(half, half.length / 2));
        Files.writeString(directory.resolve("Dog/3.jpg"), "<html>not found</html>");
        Files.writeString(directory.resolve("Bird/list.txt"), "no images yet");
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

    private ScanResult load(PixelStore store, FileFilter filter) throws IOException {
        try (ImageSource source = ImageSource.open(directory.toString(), 1)) {
            return new ImageLoader(store, CLASSES, 2, done -> {}).load(source, source.size(), filter);
        }
    }

    @Test
    void skippedFilesAreCountedByReason() throws IOException {
        ScanResult scan = load(new PixelStore(PREPROCESSING), FileFilter.JFIF);
        assertThat(scan.samples()).extracting(Sample::label).containsExactly(0, 1);
        assertThat(scan.samples()).allSatisfy(sample -> assertThat(sample.width() + "x" + sample.height())
                .as("size as stored")
                .isEqualTo("40x30"));
        assertThat(scan.skipped().counts())
                .containsAllEntriesOf(Map.of("not JFIF", 3, "without label", 1))
                .hasSize(3);
        assertThat(scan.summary()).startsWith("2 images, 5 files skipped: ");
    }

    @Test
    void imagesInAFolderThatIsNoClassAreAnError() throws IOException {
        for (String folder : new String[] {"Bird", "Fish"}) {
            Files.createDirectories(directory.resolve(folder));
            Files.write(directory.resolve(folder + "/1.jpg"), encoded(Color.RED, "jpg"));
        }
        assertThatThrownBy(() -> load(new PixelStore(PREPROCESSING), FileFilter.JFIF))
                .isInstanceOf(IOException.class)
                .hasMessage("no class of the model is named \"Bird\", \"Fish\"; its 2 classes are \"cat\", \"dog\";"
                        + " name each folder of images like their class");
    }

    @Test
    void otherFormatsAreUsedIfAllDecodableFilesAre() throws IOException {
        ScanResult scan = load(new PixelStore(PREPROCESSING), FileFilter.DECODABLE);
        assertThat(scan.samples())
                .extracting(sample -> sample.name().replaceFirst("^[^/]*/", ""))
                .containsExactly("Cat/1.jpg", "Cat/2.jpg", "Dog/1.jpg");
    }

    @Test
    void anImageThatIsNotStoredLeavesItsSlotToTheNext() throws IOException {
        PixelStore store = new PixelStore(PREPROCESSING);
        Sample red = load(new PixelStore(PREPROCESSING), FileFilter.DECODABLE)
                .samples()
                .get(0);
        try (ImageSource source = ImageSource.open(directory.toString(), 1)) {
            int[] all = IntStream.range(0, source.size()).toArray();
            List<Sample> samples = new ImageLoader(store, CLASSES, 1, done -> {})
                    .load(source, all, FileFilter.DECODABLE, content -> !content.equals(red.contentSha256()))
                    .samples();
            assertThat(samples).extracting(Sample::slot).containsExactly(0, 0, 1);
            assertThat(store.pixels(0).get(1) & 0xFF)
                    .as("green of the second image")
                    .isGreaterThan(230);
        }
    }

    @Test
    void pixelsAreThoseOfEachImage() throws IOException {
        PixelStore store = new PixelStore(PREPROCESSING);
        for (Sample sample : load(store, FileFilter.DECODABLE).samples()) {
            ByteBuffer pixels = store.pixels(sample.slot());
            int channel = sample.label() == 1 ? 2 : sample.name().endsWith("1.jpg") ? 0 : 1;
            assertThat(pixels.get(SIZE.bytes() - 3 + channel) & 0xFF)
                    .as(sample.name())
                    .isGreaterThan(230);
        }
    }

    @Test
    void theCatalogueHasTheSameImages() throws IOException {
        try (ImageSource source = ImageSource.open(directory.toString(), 1)) {
            ScanResult recorded =
                    new Catalogue(PREPROCESSING, CLASSES, 2, done -> {}).of(source, source.size(), FileFilter.JFIF);
            ScanResult loaded = load(new PixelStore(PREPROCESSING), FileFilter.JFIF);
            assertThat(recorded.summary()).isEqualTo(loaded.summary());
            assertThat(recorded.samples())
                    .usingRecursiveFieldByFieldElementComparatorIgnoringFields("slot")
                    .isEqualTo(loaded.samples());
            assertThat(recorded.samples())
                    .allSatisfy(sample ->
                            assertThat(source.get(sample.slot()).name()).isEqualTo(sample.name()));
        }
    }
}
