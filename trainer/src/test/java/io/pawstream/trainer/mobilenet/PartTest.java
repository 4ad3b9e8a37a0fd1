package io.pawstream.trainer.mobilenet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class PartTest {

    private static NDManager manager() {
        return Engine.getEngine("PyTorch").newBaseManager();
    }

    /** Weights of a part, all of one value. */
    private static List<NDArray> weights(NDManager manager, Part part, float value) {
        List<NDArray> weights = new ArrayList<>();
        part.shapes().forEach(shape -> weights.add(manager.full(new Shape(shape), value)));
        return weights;
    }

    private static Bottleneck bottleneck(int inputs, int expanded, int outputs, boolean squeezes, int stride) {
        return new Bottleneck(inputs, 3, expanded, outputs, squeezes, Nonlinearity.RELU, stride);
    }

    @ParameterizedTest
    @CsvSource({"NONE, -4, 0, 2, 4", "RELU, 0, 0, 2, 4", "HARD_SWISH, 0, 0, 1.6667, 4"})
    void nonlinearitiesHaveTheirValues(Nonlinearity nonlinearity, float low, float zero, float two, float four) {
        try (NDManager manager = manager()) {
            NDArray x = manager.create(new float[] {-4, 0, 2, 4});
            assertThat(nonlinearity.apply(x).toFloatArray())
                    .containsExactly(new float[] {low, zero, two, four}, Offset.offset(1e-4f));
        }
    }

    @Test
    void theHardSigmoidRisesFromMinusThreeToThree() {
        try (NDManager manager = manager()) {
            NDArray x = manager.create(new float[] {-10, -3, 0, 1.5f, 3, 10});
            assertThat(Nonlinearity.hardSigmoid(x).toFloatArray())
                    .containsExactly(new float[] {0, 0, 0.5f, 0.75f, 1, 1}, Offset.offset(1e-6f));
        }
    }

    @ParameterizedTest
    @CsvSource({"16, 8", "64, 16", "72, 24", "120, 32", "240, 64", "480, 120", "672, 168", "960, 240"})
    void squeezedChannelsAreAQuarterInEights(int channels, int squeezed) {
        assertThat(new SqueezeExcite(channels).squeezed()).isEqualTo(squeezed);
        assertThat(new SqueezeExcite(channels).shapes().get(0)).containsExactly(squeezed, channels, 1, 1);
    }

    @Test
    void squeezeAndExciteScalesEachChannelByAGate() {
        SqueezeExcite part = new SqueezeExcite(16);
        try (NDManager manager = manager()) {
            NDArray x = manager.full(new Shape(2, 16, 3, 3), 5f);
            // Without weights the gate is hardSigmoid(0), one half.
            assertThat(part.forward(x, weights(manager, part, 0).iterator()).toFloatArray())
                    .containsOnly(2.5f);
        }
    }

    @ParameterizedTest
    @CsvSource({"1, 7, 7", "1, 8, 8", "2, 7, 4", "2, 8, 4", "2, 1, 1"})
    void paddingIsThatOfTensorFlow(int stride, long size, long expected) {
        ConvNorm part = new ConvNorm(3, 2, 4, stride, false, Nonlinearity.RELU);
        Shape input = new Shape(1, 2, size, 9);
        assertThat(part.output(input).get(2)).isEqualTo(expected);
        try (NDManager manager = manager()) {
            NDArray y = part.forward(
                    manager.ones(input), weights(manager, part, 0.1f).iterator());
            assertThat(y.getShape()).isEqualTo(part.output(input));
        }
    }

    @Test
    void aBatchNormalizationUsesItsStoredStatistics() {
        ConvNorm part = new ConvNorm(1, 1, 1, 1, false, Nonlinearity.NONE);
        try (NDManager manager = manager()) {
            List<NDArray> weights = new ArrayList<>();
            weights.add(manager.full(new Shape(1, 1, 1, 1), 3f));
            for (float value : new float[] {2, 10, 5, 4}) {
                weights.add(manager.full(new Shape(1), value));
            }
            // gamma 2, beta 10, mean 5, variance 4
            float y = part.forward(manager.full(new Shape(1, 1, 1, 1), 7f), weights.iterator())
                    .getFloat();
            assertThat((double) y).isCloseTo(2 * (3 * 7 - 5) / Math.sqrt(4 + 1e-3) + 10, within(1e-4));
        }
    }

    @Test
    void statisticsAreMeansAndVariances() {
        Bottleneck part = bottleneck(8, 32, 8, true, 1);
        assertThat(part.statistics()).hasSameSizeAs(part.shapes());
        assertThat(Collections.frequency(part.statistics(), true))
                .as("two for each of three convolutions")
                .isEqualTo(6);
        assertThat(bottleneck(8, 8, 8, false, 1).shapes())
                .as("no expansion: one convolution less, and no squeeze-and-excite")
                .hasSize(10);
    }

    @ParameterizedTest
    @CsvSource({"8, 8, 1, true", "8, 16, 1, false", "8, 8, 2, false"})
    void theInputIsAddedToAnOutputOfItsShape(int inputs, int outputs, int stride, boolean added) {
        Bottleneck part = bottleneck(inputs, 16, outputs, false, stride);
        try (NDManager manager = manager()) {
            NDArray x = manager.full(new Shape(1, inputs, 4, 4), 3f);
            // All weights are 0, and so is the output of the path.
            NDArray y = part.forward(x, weights(manager, part, 0).iterator());
            assertThat(y.getShape()).isEqualTo(part.output(x.getShape()));
            assertThat(y.toFloatArray()).containsOnly(added ? 3 : 0);
        }
    }

    @ParameterizedTest
    @EnumSource(Variant.class)
    void namesAreThoseOfOptionsAndFiles(Variant variant) {
        assertThat(variant).hasToString(variant.name().toLowerCase(Locale.ROOT));
        assertThat(variant.fileName()).startsWith("weights_mobilenet_v3_large_").endsWith("_no_top_v2.h5");
        assertThat(variant.md5()).matches("[0-9a-f]{32}");
        assertThat(variant.squeezes()).isEqualTo(variant == Variant.FULL);
    }
}
