package io.pawstream.benchmark.shared;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.pawstream.sources.DrawnSource;
import io.pawstream.sources.ImageSource;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkloadTest {

    @Test
    void imagesThatCannotBeDecodedAreLeftOut(@TempDir Path directory) throws Exception {
        byte[] image;
        try (DrawnSource drawn = new DrawnSource(1)) {
            image = drawn.get(0).read();
        }
        Files.writeString(directory.resolve("a.jpg"), "no image");
        Files.write(directory.resolve("b.jpg"), image);
        assertThat(Workload.read(directory.toString()).images()).containsExactly(image);

        Files.delete(directory.resolve("b.jpg"));
        assertThatThrownBy(() -> Workload.read(directory.toString())).hasMessageContaining(directory.toString());
    }

    @Test
    void imagesAreUsedInRotation() {
        byte[] first = {1};
        byte[] second = {2, 3, 4};
        Workload workload = new Workload("two", List.of(first, second));
        assertThat(workload.apply(4)).isSameAs(first);
        assertThat(workload.apply(5)).isSameAs(second);
        assertThat(workload.meanBytes()).isEqualTo(2);
    }

    @Test
    void scaledImagesHaveTheSize() throws Exception {
        Workload scaled = Workload.read(ImageSource.DRAWN).scaled(60, 40, 3);
        assertThat(scaled.name()).isEqualTo("drawn, 60x40");
        assertThat(scaled.images()).hasSize(3);
        BufferedImage image =
                ImageIO.read(new ByteArrayInputStream(scaled.images().get(2)));
        assertThat(image.getWidth()).isEqualTo(60);
        assertThat(image.getHeight()).isEqualTo(40);
    }

    @Test
    void onlyTheFirstFourHundredFilesAreRead(@TempDir Path directory) throws Exception {
        byte[] image;
        try (DrawnSource drawn = new DrawnSource(1)) {
            image = drawn.get(0).read();
        }
        for (int i = 0; i < 403; i++) {
            Files.write(directory.resolve(String.format("%03d.jpg", i)), i == 402 ? new byte[0] : image);
        }
        assertThat(Workload.read(directory.toString()).images()).hasSize(400);
    }

    @Test
    void fiftyImagesAreDrawnAndTheyAreTheSameEachTime() throws Exception {
        Workload drawn = Workload.read(ImageSource.DRAWN);
        assertThat(drawn.name()).isEqualTo("drawn");
        assertThat(drawn.images()).hasSize(50).doesNotHaveDuplicates();
        assertThat(Workload.read(ImageSource.DRAWN).apply(7)).isEqualTo(drawn.apply(57));
    }

    @Test
    void fewerImagesThanTheMaximumAreAllScaled() throws Exception {
        Workload two =
                new Workload("two", Workload.read(ImageSource.DRAWN).images().subList(0, 2));
        Workload scaled = two.scaled(10, 20, 99);
        assertThat(scaled.images()).hasSize(2);
        assertThat(scaled.meanBytes()).isBetween(100.0, 2_000.0);
        assertThat(scaled.meanMegapixels()).isCloseTo(0.0002, within(1e-9));
        assertThat(two.images()).as("the originals").isNotEqualTo(scaled.images());
    }

    @Test
    void aMissingSourceIsNamed(@TempDir Path directory) {
        String missing = directory.resolve("none").toString();
        assertThatThrownBy(() -> Workload.read(missing)).hasMessageContaining(missing);
    }
}
