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
        float[] labels = {0, 1};
        try (Teacher teacher = new Teacher(onnx, SIZE, 3)) {
            float[] first = teacher.of(noise(1), labels, new int[] {2, 0}, 5);
            assertThat(first[0]).isNotEqualTo(first[1]);
            assertThat(teacher.of(noise(2), new float[] {1, 0}, new int[] {0, 2}, 5))
                    .as("in another order, and from the predictions of the first pixels")
                    .containsExactly(first[1], first[0]);
            assertThat(teacher.of(noise(2), labels, new int[] {2, 0}, 6))
                    .as("another view")
                    .isNotEqualTo(first);
            assertThat(teacher.view(3)).isEqualTo(teacher.view(3 + 16)).isNotEqualTo(teacher.view(4));
        }
    }

    @Test
    void aCorrectPredictionIsSoftenedAndKeepsItsConfidence() {
        float sure = Teacher.target(0.99f, true);
        float unsure = Teacher.target(0.6f, true);
        assertThat(logit(sure)).isCloseTo(logit(0.99f) / 3, within(1e-4));
        assertThat(logit(unsure)).isCloseTo(logit(0.6f) / 3, within(1e-4));
        assertThat(Teacher.target(0.01f, false)).isCloseTo(1 - sure, within(1e-5f));
    }

    @Test
    void theLabelIsTakenWhereTheTeacherIsWrong() {
        assertThat(logit(Teacher.target(0.2f, true))).isCloseTo(8 / 3.0, within(1e-4));
        assertThat(logit(Teacher.target(0.7f, false))).isCloseTo(-8 / 3.0, within(1e-4));
    }

    @Test
    void certainPredictionsHaveFiniteTargets() {
        assertThat(logit(Teacher.target(1, true))).isCloseTo(8 / 3.0, within(1e-4));
        assertThat(logit(Teacher.target(0, false))).isCloseTo(-8 / 3.0, within(1e-4));
    }
}
