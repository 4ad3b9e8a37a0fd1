package io.pawstream.onnx.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pawstream.model.Training.Epoch;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CurvePlotTest {

    private static final int TRAINING = 0x3b74b9;
    private static final int VALIDATION = 0xd96c0d;

    @TempDir
    private Path directory;

    private static Epoch epoch(int number, double loss) {
        return new Epoch(number, loss, 0.5 + 0.05 * number, 0.6, 0.6, 1);
    }

    private static int pixels(BufferedImage image, int left, int right, int colour) {
        int count = 0;
        for (int y = 0; y < image.getHeight(); y++) {
            for (int x = left; x < right; x++) {
                count += (image.getRGB(x, y) & 0xFFFFFF) == colour ? 1 : 0;
            }
        }
        return count;
    }

    @Test
    void theFileHasBothCurvesInBothPanels() throws IOException {
        Path file = directory.resolve("runs/model1/curves.png");
        new CurvePlot(List.of(epoch(1, 17.8), epoch(2, 0.6), epoch(3, 0.5), epoch(4, 0.4)), 2).write(file);
        BufferedImage image = ImageIO.read(file.toFile());
        int half = image.getWidth() / 2;
        for (int colour : new int[] {TRAINING, VALIDATION}) {
            assertThat(pixels(image, 0, half, colour)).isGreaterThan(500);
            assertThat(pixels(image, half, 2 * half, colour)).isGreaterThan(500);
        }
    }

    @Test
    void oneEpochAndADivergedTrainingAreDrawn() {
        assertThat(new CurvePlot(List.of(epoch(1, 0.7)), 1).image()).isNotNull();
        assertThat(new CurvePlot(List.of(epoch(1, 0.7), epoch(2, Double.NaN)), 1).image())
                .isNotNull();
    }

    @Test
    void aPlotThatCannotBeWrittenIsLogged() throws IOException {
        Path file = Files.writeString(directory.resolve("file"), "not a directory");
        List<String> logged = new ArrayList<>();
        new CurvePlot(List.of(epoch(1, 0.7)), 1).tryWrite(file.resolve("curves.png"), logged::add);
        assertThat(logged).singleElement().asString().startsWith("cannot plot training curves: ");
    }

    @Test
    void theExportedEpochMustBeInTheHistory() {
        assertThatThrownBy(() -> new CurvePlot(List.of(epoch(1, 0.7)), 2)).hasMessageContaining("exported epoch is 2");
    }
}
