package io.pawstream.trainer.mobilenet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import ai.djl.training.GradientCollector;
import io.pawstream.model.ImageSize;
import io.pawstream.trainer.TestImages;
import io.pawstream.trainer.network.Activation;
import io.pawstream.trainer.network.Dense;
import io.pawstream.trainer.network.Flatten;
import io.pawstream.trainer.network.Network;
import io.pawstream.trainer.network.Networks;
import io.pawstream.trainer.network.Pooling;
import io.pawstream.trainer.network.Pretrained;
import io.pawstream.trainer.network.TrainableNetwork;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class MobileNetV3LargeTest {

    private static final ImageSize SMALL = new ImageSize(70, 75);

    /** The features in (N, height, width, channels), which is how the references have them. */
    private static float[] features(MobileNetV3Large base, ByteBuffer pixels, int count, ImageSize size) {
        Network network = new Network(
                "base", "", List.of(new Pretrained(base, false), new Flatten(), new Dense(1, Activation.SIGMOID)));
        try (TrainableNetwork trainable = new TrainableNetwork(network, size, 1)) {
            NDArray images = trainable
                    .manager()
                    .create(pixels, new Shape(count, size.height(), size.width(), 3), DataType.UINT8);
            Shape shape = new Shape(count, 960, (size.height() + 31) / 32, (size.width() + 31) / 32);
            return trainable
                    .features(images)
                    .reshape(shape)
                    .transpose(0, 2, 3, 1)
                    .toFloatArray();
        }
    }

    private static void assertClose(float[] found, float[] reference) {
        assertThat(found).hasSameSizeAs(reference);
        double largest = 0;
        double difference = 0;
        for (int i = 0; i < found.length; i++) {
            largest = Math.max(largest, Math.abs(reference[i]));
            difference = Math.max(difference, Math.abs((double) found[i] - reference[i]));
        }
        assertThat(difference / largest).isLessThan(1e-3);
    }

    private static ByteBuffer formulaPixels(ImageSize size) {
        SplittableRandom random = new SplittableRandom(1000);
        ByteBuffer pixels = ByteBuffer.allocateDirect(size.bytes());
        while (pixels.hasRemaining()) {
            pixels.put((byte) (random.nextLong() >>> 56));
        }
        return pixels.flip();
    }

    @ParameterizedTest
    @EnumSource(Variant.class)
    void givesWhatKerasGives(Variant variant) throws IOException {
        byte[] reference = getClass()
                .getResourceAsStream("/mobilenet/keras_" + variant + "_features.npy")
                .readAllBytes();
        float[] found = features(FormulaWeights.network(variant), formulaPixels(SMALL), 1, SMALL);
        assertClose(found, NpyFile.floats(reference));
    }

    @Test
    void givesTheReferenceOfThePublishedWeights() throws IOException {
        Path weights = TestImages.shared("mobilenet_v3_large_minimalistic_no_top.h5");
        assumeTrue(Files.exists(weights), "the published weights are not available");
        assertThat(KerasWeightsFile.variant(weights)).isEqualTo(Variant.MINIMALISTIC);
        ByteBuffer images = NpyFile.data(Files.readAllBytes(TestImages.shared("mobilenet_reference_images.npy")));
        ByteBuffer direct =
                ByteBuffer.allocateDirect(images.remaining()).put(images).flip();
        float[] reference = NpyFile.floats(Files.readAllBytes(TestImages.shared("mobilenet_reference_features.npy")));
        assertClose(features(KerasWeightsFile.load(weights), direct, 4, new ImageSize(150, 150)), reference);
    }

    @Test
    void hasTheParametersOfKeras() {
        assertThat(count(Variant.FULL)).isEqualTo(2_996_352);
        assertThat(count(Variant.MINIMALISTIC)).isEqualTo(1_437_608);
    }

    private static long count(Variant variant) {
        return MobileNetV3Large.shapes(variant).stream()
                .mapToLong(shape -> Arrays.stream(shape).reduce(1, Math::multiplyExact))
                .sum();
    }

    @Test
    void otherWeightsAreRejected() {
        assertThatThrownBy(() -> new MobileNetV3Large(Variant.FULL, List.of()))
                .hasMessageContaining("weight 0 of 0")
                .hasMessageContaining("262");
    }

    @Test
    void aFrozenBaseComputesTheSameWhileTrainingAndIsNotChangedByAStep() {
        Network network = Networks.model4(FormulaWeights.network(Variant.FULL), Pooling.MAX);
        try (TrainableNetwork trainable = new TrainableNetwork(network, SMALL, 1);
                NDManager arrays = trainable.manager().newSubManager()) {
            assertThat(trainable.parameterCount()).isEqualTo(2_996_352 + 961);
            assertThat(trainable.trained()).hasSize(2);
            NDArray images = arrays.create(formulaPixels(SMALL), new Shape(1, 75, 70, 3), DataType.UINT8);
            float[] before = trainable.features(images).toFloatArray();
            float[] collecting;
            NDArray kernel = trainable.trained().get(0).getArray();
            try (GradientCollector gradients = Engine.getEngine("PyTorch").newGradientCollector()) {
                NDArray features = trainable.features(images);
                collecting = features.toFloatArray();
                assertThat(features.hasGradient()).isFalse();
                gradients.backward(trainable.outputs(features).logits().sum());
            }
            assertThat(kernel.getGradient().abs().sum().getFloat()).isPositive();
            kernel.subi(kernel.getGradient());
            assertThat(collecting).containsExactly(before);
            assertThat(trainable.features(images).toFloatArray()).containsExactly(before);
        }
    }

    @ParameterizedTest
    @EnumSource(Variant.class)
    void fineTuningMovesTheLastPartsButNoStatistics(Variant variant) {
        MobileNetV3Large base = FormulaWeights.network(variant);
        int parts = 3;
        Network network = Networks.model4(base.bottom(parts), base.top(parts), Pooling.AVERAGE);
        Network frozen = Networks.model4(base, Pooling.AVERAGE);
        try (TrainableNetwork tuned = new TrainableNetwork(network, SMALL, 1);
                TrainableNetwork whole = new TrainableNetwork(frozen, SMALL, 1);
                NDManager arrays = tuned.manager().newSubManager()) {
            assertThat(tuned.parameterCount()).isEqualTo(count(variant) + 961);
            assertThat(tuned.trained()).as("until it is tuned").hasSize(2);
            NDArray images = arrays.create(formulaPixels(SMALL), new Shape(1, 75, 70, 3), DataType.UINT8);
            float before = logit(tuned, images);
            assertThat(before).isEqualTo(logit(whole, images));

            tuned.tune(true);
            List<Parameter> trained = tuned.trained();
            // Two inverted residual blocks and the last convolution; a convolution has a kernel, gamma and beta.
            int squeezes = variant == Variant.FULL ? 4 : 0;
            assertThat(trained).hasSize(2 * (3 * 3 + squeezes) + 3 + 2);
            List<float[]> fixed = fixed(tuned);
            try (GradientCollector gradients = Engine.getEngine("PyTorch").newGradientCollector()) {
                gradients.backward(
                        tuned.outputs(tuned.features(images)).logits().sum());
            }
            for (Parameter parameter : trained) {
                NDArray gradient = parameter.getArray().getGradient();
                assertThat(gradient.abs().sum().getFloat())
                        .as("gradient of %s %s", parameter.getName(), parameter.getShape())
                        .isPositive();
                parameter.getArray().subi(gradient.mul(1e-4));
            }
            assertThat(logit(tuned, images)).isNotEqualTo(before);
            assertThat(fixed(tuned)).usingRecursiveComparison().isEqualTo(fixed);
            tuned.tune(false);
            assertThat(tuned.trained()).hasSize(2);
        }
    }

    @ParameterizedTest
    @EnumSource(Variant.class)
    void aStepLeavesNoArrays(Variant variant) {
        MobileNetV3Large base = FormulaWeights.network(variant);
        Network network = Networks.model4(base.bottom(3), base.top(3), Pooling.AVERAGE);
        try (TrainableNetwork trainable = new TrainableNetwork(network, SMALL, 1)) {
            trainable.tune(true);
            int before = trainable.manager().getManagedArrays().size();
            try (NDManager arrays = trainable.manager().newSubManager()) {
                NDArray images = arrays.create(formulaPixels(SMALL), new Shape(1, 75, 70, 3), DataType.UINT8);
                trainable.outputs(trainable.features(images));
            }
            assertThat(trainable.manager().getManagedArrays()).hasSize(before);
        }
    }

    private static float logit(TrainableNetwork network, NDArray images) {
        return network.logits(network.features(images)).toFloatArray()[0];
    }

    /** The values of what is not trained. */
    private static List<float[]> fixed(TrainableNetwork network) {
        return network.parameters().stream()
                .filter(parameter -> !parameter.requiresGradient())
                .map(parameter -> parameter.getArray().toFloatArray())
                .toList();
    }

    @Test
    void aTopHasOneToAllParts() {
        MobileNetV3Large base = FormulaWeights.network(Variant.MINIMALISTIC);
        assertThatThrownBy(() -> base.top(0)).hasMessageContaining("1 to 17");
        assertThatThrownBy(() -> base.bottom(18)).hasMessageContaining("1 to 17");
    }
}
