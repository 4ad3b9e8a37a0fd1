package io.pawstream.trainer.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.pawstream.model.ImageSize;
import io.pawstream.onnx.graph.OnnxFile;
import io.pawstream.onnx.graph.WeightStorage;
import io.pawstream.trainer.network.Networks;
import io.pawstream.trainer.network.TrainableNetwork;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
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
        float[] targets = Teacher.target(new float[] {1 - probability, probability}, label);
        assertThat(targets[0] + targets[1]).isCloseTo(1, within(1e-6f));
        return targets[1];
    }

    private static ByteBuffer noise(int seed) {
        byte[] bytes = new byte[2 * SIZE.bytes()];
        new Random(seed).nextBytes(bytes);
        return ByteBuffer.allocateDirect(bytes.length).put(bytes).flip();
    }

    @Test
    void classifiesEachViewOfAnImageOnce() throws Exception {
        Path onnx = directory.resolve("teacher.onnx");
        try (TrainableNetwork network = new TrainableNetwork(Networks.fromScratch("model3"), SIZE, 1)) {
            OnnxFile.write(onnx, network.export(WeightStorage.FLOAT), Map.of());
        }
        int[] labels = {0, 1};
        try (Teacher teacher = new Teacher(onnx, SIZE, 2, 3)) {
            float[] first = teacher.of(noise(1), labels, new int[] {2, 0}, 5);
            assertThat(first).hasSize(4);
            assertThat(first[0]).isNotEqualTo(first[2]);
            assertThat(teacher.of(noise(2), new int[] {1, 0}, new int[] {0, 2}, 5))
                    .as("in another order, and from the predictions of the first pixels")
                    .containsExactly(first[2], first[3], first[0], first[1]);
            assertThat(teacher.of(noise(2), labels, new int[] {2, 0}, 6))
                    .as("another view")
                    .isNotEqualTo(first);
            assertThat(teacher.view(3)).isEqualTo(teacher.view(3 + 16)).isNotEqualTo(teacher.view(4));
        }
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
        float[] targets = Teacher.target(new float[] {0.7f, 0.2f, 0.1f}, 0);
        assertThat(Math.log(targets[0] / targets[1])).isCloseTo(Math.log(0.7 / 0.2) / 3, within(1e-5));
        assertThat(Math.log(targets[0] / targets[2])).isCloseTo(Math.log(0.7 / 0.1) / 3, within(1e-5));
        assertThat(targets[0] + targets[1] + targets[2]).isCloseTo(1, within(1e-6f));
    }

    @Test
    void aWrongPredictionOfManyClassesIsReplacedByTheLabel() {
        float[] targets = Teacher.target(new float[] {0.7f, 0.2f, 0.1f}, 2);
        assertThat(targets[0]).isEqualTo(targets[1]);
        assertThat(Math.log(targets[2] / targets[0])).isCloseTo(8 / 3.0, within(1e-5));
    }

    @Test
    void manyClassesHaveFewerViewsThatFitIntoMemory() {
        assertThat(Teacher.views(9_305, 2)).isEqualTo(16);
        assertThat(Teacher.views(9_305, 1_000)).isEqualTo(7);
        assertThat(Teacher.views(1_000_000, 1_000)).isEqualTo(1);
    }
}
