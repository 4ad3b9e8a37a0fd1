package io.pawstream.trainer.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.pawstream.model.ImageSize;
import io.pawstream.model.Preprocessing;
import io.pawstream.onnx.dataset.PixelStore;
import io.pawstream.onnx.dataset.Sample;
import io.pawstream.onnx.graph.OnnxFile;
import io.pawstream.onnx.graph.WeightStorage;
import io.pawstream.trainer.TestImages;
import io.pawstream.trainer.dataset.LabeledImages;
import io.pawstream.trainer.network.Networks;
import io.pawstream.trainer.network.TrainableNetwork;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TeacherTest {

    private static final ImageSize SIZE = new ImageSize(24, 24);

    @TempDir
    private Path directory;

    private static double logit(float probability) {
        return Math.log(probability / (1.0 - probability));
    }

    /** The target of the second class. */
    private static float target(float probability, int label) {
        float[] targets = Teacher.target(new float[] {1 - probability, probability}, label, 3);
        assertThat(targets[0] + targets[1]).isCloseTo(1, within(1e-6f));
        return targets[1];
    }

    /** {@return a file of a network with initial weights} */
    private Path export(String name) throws IOException {
        Path onnx = directory.resolve("teacher.onnx");
        try (TrainableNetwork network = new TrainableNetwork(Networks.fromScratch(name), SIZE, 1)) {
            OnnxFile.write(onnx, network.export(WeightStorage.FLOAT), Map.of());
        }
        return onnx;
    }

    @Test
    void returnsProbabilitiesAndStandardizedFeatures() throws Exception {
        try (PixelStore store = new PixelStore(Preprocessing.stretched(SIZE))) {
            List<Sample> images = TestImages.drawn(store, 80);
            LabeledImages labeled = new LabeledImages(store, images);
            ByteBuffer pixels = ByteBuffer.allocateDirect(80 * SIZE.bytes());
            images.forEach(image -> pixels.put(store.pixels(image.slot())));
            int[] labels = images.stream().mapToInt(Sample::label).toArray();
            try (Teacher teacher = new Teacher(export("model5"), 2, new Teacher.Settings(3, 0.5f), labeled)) {
                Target target = teacher.of(pixels.flip(), labels);
                assertThat(target.probabilities()).hasSize(160);
                assertThat(teacher.features()).isEqualTo(256);
                assertThat(target.features()).hasSize(80 * 256);
                int varying = 0;
                for (int feature = 0; feature < 256; feature++) {
                    double sum = 0;
                    double squares = 0;
                    for (int image = 0; image < 80; image++) {
                        double value = target.features()[image * 256 + feature];
                        sum += value;
                        squares += value * value;
                    }
                    assertThat(sum / 80).isCloseTo(0, within(1e-3));
                    assertThat(squares / 80).isLessThan(1.001);
                    varying += squares / 80 > 0.999 ? 1 : 0;
                }
                assertThat(varying).as("features that are not constant").isGreaterThan(100);
            }
            try (Teacher teacher = new Teacher(export("model5"), 2, new Teacher.Settings(3, 0), labeled)) {
                assertThat(teacher.features()).isZero();
                assertThat(teacher.of(pixels, labels).features()).isEmpty();
            }
        }
    }

    @Test
    void settingsHaveLimits() {
        assertThatThrownBy(() -> new Teacher.Settings(0.5f, 0)).hasMessage("--temperature is 0.5; it must be 1 to 100");
        assertThatThrownBy(() -> new Teacher.Settings(1, -1))
                .hasMessage("--feature-weight is -1.0; it must be 0 to 1000");
    }

    @Test
    void aCorrectPredictionIsSoftenedAndKeepsItsConfidence() {
        float sure = target(0.99f, 1);
        float unsure = target(0.6f, 1);
        assertThat(logit(sure)).isCloseTo(logit(0.99f) / 3, within(1e-4));
        assertThat(logit(unsure)).isCloseTo(logit(0.6f) / 3, within(1e-4));
        assertThat(target(0.01f, 0)).isCloseTo(1 - sure, within(1e-5f));
    }

    @Test
    void theLabelIsTakenWhereTheTeacherIsWrong() {
        assertThat(logit(target(0.2f, 1))).isCloseTo(8 / 3.0, within(1e-4));
        assertThat(logit(target(0.7f, 0))).isCloseTo(-8 / 3.0, within(1e-4));
    }

    @Test
    void certainPredictionsHaveFiniteTargets() {
        assertThat(logit(target(1, 1))).isCloseTo(8 / 3.0, within(1e-4));
        assertThat(logit(target(0, 0))).isCloseTo(-8 / 3.0, within(1e-4));
    }

    @Test
    void allClassesOfACorrectPredictionAreSoftened() {
        float[] targets = Teacher.target(new float[] {0.7f, 0.2f, 0.1f}, 0, 3);
        assertThat(Math.log(targets[0] / targets[1])).isCloseTo(Math.log(0.7 / 0.2) / 3, within(1e-5));
        assertThat(Math.log(targets[0] / targets[2])).isCloseTo(Math.log(0.7 / 0.1) / 3, within(1e-5));
        assertThat(targets[0] + targets[1] + targets[2]).isCloseTo(1, within(1e-6f));
    }

    @Test
    void aWrongPredictionOfManyClassesIsReplacedByTheLabel() {
        float[] targets = Teacher.target(new float[] {0.7f, 0.2f, 0.1f}, 2, 3);
        assertThat(targets[0]).isEqualTo(targets[1]);
        assertThat(Math.log(targets[2] / targets[0])).isCloseTo(8 / 3.0, within(1e-5));
    }
}
