package io.pawstream.benchmark.shared;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
}
