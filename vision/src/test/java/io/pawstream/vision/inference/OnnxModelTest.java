package io.pawstream.vision.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.pawstream.model.ImageSize;
import io.pawstream.model.ModelException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OnnxModelTest {

    private static final Path ONNX =
            Path.of(System.getProperty("pawstream.home", ".."), "models", "model5-8bit", "model.onnx");
    private static final ImageSize SIZE = new ImageSize(150, 150);

    @TempDir
    private Path directory;

    @Test
    void theProbabilityOfAnImageDoesNotDependOnItsBatch() throws Exception {
        try (OnnxModel model = OnnxModel.load(ONNX, SIZE, 2);
                Classifier classifier = model.newClassifier()) {
            ByteBuffer batch = pixels(3);
            float[] together = classifier.probabilities(batch, 3);
            assertThat(together).hasSize(6).doesNotHaveDuplicates();
            for (int i = 0; i < 3; i++) {
                ByteBuffer alone = ByteBuffer.allocateDirect(SIZE.bytes());
                alone.put(0, batch, i * SIZE.bytes(), SIZE.bytes());
                float[] row = classifier.probabilities(alone, 1);
                assertThat(row[0]).isBetween(0f, 1f).isCloseTo(together[2 * i], within(1e-5f));
                assertThat(row[1]).isCloseTo(1 - row[0], within(1e-6f));
            }
        }
    }

    @Test
    void aBatchMustFitItsDirectBuffer() throws Exception {
        try (OnnxModel model = OnnxModel.load(ONNX, SIZE, 2);
                Classifier classifier = model.newClassifier()) {
            assertThat(model.size()).isEqualTo(SIZE);
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> classifier.probabilities(ByteBuffer.allocate(SIZE.bytes()), 1))
                    .withMessageContaining("a direct buffer with 67500 bytes for each");
            assertThatIllegalArgumentException().isThrownBy(() -> classifier.probabilities(pixels(1), 2));
            assertThatIllegalArgumentException().isThrownBy(() -> classifier.probabilities(pixels(1), 0));
        }
    }

    @Test
    void aNetworkForAnotherSizeCannotBeLoaded() {
        assertThatExceptionOfType(ModelException.class)
                .isThrownBy(() -> OnnxModel.load(ONNX, new ImageSize(150, 100), 2))
                .withMessageStartingWith(ONNX + " must map uint8 [N, 100, 150, 3] to probabilities, float32 [N, 2]: ");
    }

    @Test
    void aFileThatIsNoNetworkCannotBeLoaded() throws Exception {
        Path file = Files.writeString(directory.resolve("model.onnx"), "not a network");

        assertThatExceptionOfType(ModelException.class)
                .isThrownBy(() -> OnnxModel.load(file, SIZE, 2))
                .withMessageStartingWith("cannot load " + file + " as an ONNX model: ");
    }

    @Test
    void aNetworkWithWeightsInAnotherFileCannotBeLoaded() throws Exception {
        Path file = OnnxBytes.write(directory.resolve("model.onnx"), 0, 150, "w.bin");
        Files.write(directory.resolve("w.bin"), new byte[4]);

        assertThatExceptionOfType(ModelException.class)
                .isThrownBy(() -> OnnxModel.load(file, SIZE, 3))
                .withMessage(file + " keeps weights in the external file \"w.bin\", which its SHA-256 does not cover;"
                        + " export the model as one file");
    }

    @Test
    void aNetworkWithAFixedBatchOfOneClassifiesSingleImages() throws Exception {
        Path file = OnnxBytes.write(directory.resolve("fixed.onnx"), 1, 150, null);
        try (OnnxModel model = OnnxModel.load(file, SIZE, 3);
                Classifier classifier = model.newClassifier()) {
            assertThat(classifier.probabilities(pixels(1), 1)).hasSize(3);
            assertThatExceptionOfType(InferenceException.class)
                    .isThrownBy(() -> classifier.probabilities(pixels(2), 2))
                    .withMessageContaining("Got: 2 Expected: 1");
        }
    }

    @Test
    void aNetworkWithAnotherFixedBatchCannotBeLoaded() throws Exception {
        Path file = OnnxBytes.write(directory.resolve("model.onnx"), 4, 150, null);

        assertThatExceptionOfType(ModelException.class)
                .isThrownBy(() -> OnnxModel.load(file, SIZE, 3))
                .withMessageContaining("must map uint8 [N, 150, 150, 3]");
    }

    @Test
    void theNetworkHasTheClassesOfTheCard() throws Exception {
        Path file = OnnxBytes.write(directory.resolve("model.onnx"), 0, 150, null);

        assertThatExceptionOfType(ModelException.class)
                .isThrownBy(() -> OnnxModel.load(file, SIZE, 4))
                .withMessage(file + " must map uint8 [N, 150, 150, 3] to probabilities, float32 [N, 4]: the network"
                        + " returned probabilities of shape (1, 3); a row per image with 4 classes is required");
    }

    /** The network runs on a black image, so the means are 0. */
    @ParameterizedTest
    @CsvSource({
        "Identity, with a sum of 0.0 for an image; it must be 1",
        "Log, returned -Infinity; a probability must be 0 to 1",
        "Reciprocal, returned Infinity; a probability must be 0 to 1"
    })
    void anOutputThatIsNoProbabilitiesIsRefused(String operator, String reason) throws Exception {
        Path file = OnnxBytes.write(directory.resolve("model.onnx"), 0, 150, null, operator);

        assertThatExceptionOfType(ModelException.class)
                .isThrownBy(() -> OnnxModel.load(file, SIZE, 3))
                .withMessageContaining(reason);
    }

    @Test
    void shippedNetworksContainAllWeights() throws Exception {
        assertThat(ExternalData.location(ONNX)).isEmpty();
    }

    /** Images with a gradient that differs from image to image. */
    private static ByteBuffer pixels(int count) {
        ByteBuffer pixels = ByteBuffer.allocateDirect(count * SIZE.bytes());
        for (int i = 0; i < pixels.capacity(); i++) {
            pixels.put(i, (byte) (i / SIZE.bytes() * 80 + i % 450 / 6));
        }
        return pixels;
    }
}
