package io.pawstream.sources;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class DrawnSourceTest {

    /** Fits into a Kafka record by default, including headers. */
    private static final int MAX_FILE_BYTES = 1_000_000;

    private final ImageSource source = new DrawnSource(7);

    @Test
    void equalImagesForEqualSeedsAndIndexes() throws IOException {
        ImageSource again = new DrawnSource(7);
        for (int index = 0; index < 30; index++) {
            assertThat(again.get(index).name()).isEqualTo(source.get(index).name());
            assertThat(again.get(index).read()).isEqualTo(source.get(index).read());
        }
    }

    @Test
    void differentImagesForDifferentSeedsAndIndexes() throws IOException {
        Set<List<Byte>> different = new HashSet<>();
        for (int index = 0; index < 20; index++) {
            different.add(bytes(source.get(index)));
            different.add(bytes(new DrawnSource(8).get(index)));
        }
        assertThat(different).hasSize(40);
    }

    @Test
    void asManyCatsAsDogsInRandomOrder() {
        List<String> labels = IntStream.range(0, 400)
                .mapToObj(index -> source.get(index).label().orElseThrow())
                .toList();
        assertThat(labels).filteredOn("cat"::equals).hasSize(200);
        assertThat(labels).filteredOn("dog"::equals).hasSize(200);
        long changes = IntStream.range(1, 400)
                .filter(index -> !labels.get(index).equals(labels.get(index - 1)))
                .count();
        assertThat(changes).as("changes of label from image to image").isBetween(150L, 260L);
    }

    @Test
    void otherClassesDoNotChangeTheDrawnCatsAndDogs() throws IOException {
        String order = IntStream.range(0, 40)
                .mapToObj(index -> source.get(index).label().orElseThrow().substring(0, 1))
                .collect(Collectors.joining());
        assertThat(order).isEqualTo("dcdccdcccdcdddddcdccccddcccdddcdcdcccddd");
        ImageSource named = ImageSource.open("drawn:dog,cat", 7);
        ImageSource three = ImageSource.open("drawn:cat,dog,fox", 7);
        int shared = 0;
        for (int index = 0; index < 30; index++) {
            assertThat(named.get(index).read()).isEqualTo(source.get(index).read());
            if (three.get(index).name().equals(source.get(index).name())) {
                assertThat(three.get(index).read()).isEqualTo(source.get(index).read());
                shared++;
            }
        }
        assertThat(shared).isPositive();
    }

    @Test
    void eachBlockHasTenImagesOfEachClass() throws IOException {
        ImageSource three = ImageSource.open("drawn:fox,cat,dog", 3);
        for (int block = 0; block < 5; block++) {
            assertThat(IntStream.range(30 * block, 30 * block + 30)
                            .mapToObj(index -> three.get(index).label().orElseThrow())
                            .collect(Collectors.groupingBy(label -> label, Collectors.counting())))
                    .isEqualTo(Map.of("cat", 10L, "dog", 10L, "fox", 10L));
        }
        assertThat(ImageSource.open("drawn:fox", 3).get(1234).name()).startsWith("drawn/fox/001234.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"drawn:", "drawn:cat,", "drawn:cat,bird", "drawn:Cat", "drawn:cat,dog,cat"})
    void aClassThatCannotBeDrawnIsNamed(String what) {
        assertThat(ImageSource.isDrawn(what)).isTrue();
        assertThatThrownBy(() -> ImageSource.open(what, 1))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("of \"" + what + "\"; each class must be a different one of: cat, dog, fox");
    }

    @Test
    void namesContainLabelIndexAndFormat() {
        SourceImage image = source.get(12);
        assertThat(image.name()).matches("drawn/" + image.label().orElseThrow() + "/000012\\.(jpg|png|gif|bmp)");
    }

    @Test
    void everyFileDecodesToTheFormatOfItsName() throws IOException {
        Set<Integer> widths = new HashSet<>();
        for (int index = 0; index < 100; index++) {
            SourceImage image = source.get(index);
            byte[] bytes = image.read();
            assertThat(bytes.length).as("bytes of %s", image.name()).isLessThan(MAX_FILE_BYTES);
            try (ImageInputStream in = ImageIO.createImageInputStream(new ByteArrayInputStream(bytes))) {
                ImageReader reader = ImageIO.getImageReaders(in).next();
                reader.setInput(in);
                assertThat(image.name()).endsWith("." + reader.getFormatName().replace("JPEG", "jpg"));
                assertThat(reader.read(0).getWidth())
                        .as("width of %s", image.name())
                        .isBetween(160, 800);
                assertThat(reader.getHeight(0)).as("height of %s", image.name()).isBetween(160, 800);
                widths.add(reader.getWidth(0));
            }
        }
        assertThat(widths).as("different widths").hasSizeGreaterThan(50);
    }

    @Test
    void mostlyJpegAndSomeOfEveryOtherFormat() {
        Map<String, Long> counts = IntStream.range(0, 1000)
                .mapToObj(index -> source.get(index).name())
                .collect(Collectors.groupingBy(name -> name.substring(name.indexOf('.')), Collectors.counting()));
        assertThat(counts).containsOnlyKeys(".jpg", ".png", ".gif", ".bmp");
        assertThat(counts.get(".jpg")).isBetween(750L, 900L);
    }

    @Test
    void jpegsHaveTheHeaderThatThePublishedLoaderChecks() throws IOException {
        for (int index = 0; index < 20; index++) {
            if (source.get(index).name().endsWith(".jpg")) {
                assertThat(new String(source.get(index).read(), 0, 10, StandardCharsets.ISO_8859_1))
                        .contains("JFIF");
            }
        }
    }

    @Test
    void severalThreadsDrawEqualImages() throws IOException {
        List<List<Byte>> alone = IntStream.range(0, 24)
                .mapToObj(index -> bytes(source.get(index)))
                .toList();
        List<List<Byte>> together = IntStream.range(0, 24)
                .parallel()
                .mapToObj(index -> bytes(source.get(index)))
                .toList();
        assertThat(together).isEqualTo(alone);
    }

    @Test
    void failsOnANegativeIndex() {
        assertThatThrownBy(() -> source.get(-1)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    private static List<Byte> bytes(SourceImage image) {
        try {
            byte[] bytes = image.read();
            return IntStream.range(0, bytes.length).mapToObj(i -> bytes[i]).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
