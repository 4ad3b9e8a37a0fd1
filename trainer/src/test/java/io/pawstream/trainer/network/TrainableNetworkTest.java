package io.pawstream.trainer.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import io.pawstream.model.ImageSize;
import io.pawstream.onnx.graph.WeightStorage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class TrainableNetworkTest {

    private static final ImageSize SIZE = new ImageSize(150, 150);
    private static final ImageSize SMALL = new ImageSize(22, 26);
    private static final Network MODEL1 = Networks.FROM_SCRATCH.get(0);

    private static float[] weights(TrainableNetwork network, int index) {
        return network.trained().get(index).getArray().toFloatArray();
    }

    @Test
    void model1HasTheSizesOfThePublishedTable() {
        try (TrainableNetwork network = new TrainableNetwork(MODEL1, SIZE, 1)) {
            assertThat(network.trained().stream().map(Parameter::getShape))
                    .containsExactly(
                            new Shape(32, 3, 3, 3),
                            new Shape(32),
                            new Shape(64, 32, 3, 3),
                            new Shape(64),
                            new Shape(128, 36 * 36 * 64),
                            new Shape(128),
                            new Shape(1, 128),
                            new Shape(1));
            assertThat(network.parameterCount()).isEqualTo(10_636_481);
        }
    }

    @Test
    void firstKernelsAreGlorotUniformAndBiasesZero() {
        try (TrainableNetwork network = new TrainableNetwork(MODEL1, SMALL, 1)) {
            // fan in + fan out: 3x3x3 + 3x3x32, and 64 channels of 4x5 pixels + 128.
            assertUniform(weights(network, 0), Math.sqrt(6.0 / (27 + 288)));
            assertUniform(weights(network, 4), Math.sqrt(6.0 / (64 * 4 * 5 + 128)));
            assertThat(weights(network, 1)).containsOnly(0);
            assertThat(weights(network, 5)).containsOnly(0);
        }
    }

    private static void assertUniform(float[] values, double bound) {
        double largest = 0;
        double squares = 0;
        for (float value : values) {
            largest = Math.max(largest, Math.abs(value));
            squares += (double) value * value;
        }
        assertThat(largest).isBetween(0.95 * bound, bound * 1.000001);
        assertThat(Math.sqrt(squares / values.length))
                .isBetween(0.93 * bound / Math.sqrt(3), 1.07 * bound / Math.sqrt(3));
    }

    @Test
    void theSeedDecidesTheFirstWeights() {
        try (TrainableNetwork first = new TrainableNetwork(MODEL1, SMALL, 1);
                TrainableNetwork other = new TrainableNetwork(MODEL1, SMALL, 2);
                TrainableNetwork again = new TrainableNetwork(MODEL1, SMALL, 1)) {
            assertThat(weights(again, 0)).containsExactly(weights(first, 0));
            assertThat(weights(other, 0)).isNotEqualTo(weights(first, 0));
        }
    }

    @Test
    void savedWeightsCanBeLoadedIntoTheSameTableOnly() throws IOException {
        ByteArrayOutputStream saved = new ByteArrayOutputStream();
        try (TrainableNetwork first = new TrainableNetwork(MODEL1, SMALL, 1);
                TrainableNetwork other = new TrainableNetwork(MODEL1, SMALL, 2)) {
            first.save(new DataOutputStream(saved));
            other.load(new DataInputStream(new ByteArrayInputStream(saved.toByteArray())));
            for (int i = 0; i < first.trained().size(); i++) {
                assertThat(weights(other, i)).containsExactly(weights(first, i));
            }
        }
        Network tiny = new Network("tiny", "", List.of(new Flatten(), new Dense(1, Activation.SIGMOID)));
        try (TrainableNetwork network = new TrainableNetwork(tiny, SMALL, 1)) {
            assertThatThrownBy(() -> network.load(new DataInputStream(new ByteArrayInputStream(saved.toByteArray()))))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("tiny");
        }
    }

    @Test
    void aTableEndsInOneUnitWithASigmoidOrMoreWithASoftmax() {
        for (Dense last : List.of(
                new Dense(2, Activation.SIGMOID), new Dense(2, Activation.SOFTMAX), new Dense(3, Activation.NONE))) {
            assertThatThrownBy(() -> new Network("n", "", List.of(last)))
                    .hasMessageContaining("one unit with a sigmoid, or at least three units with a softmax");
        }
    }

    @Test
    void eachOfManyClassesHasALogit() {
        try (TrainableNetwork network = new TrainableNetwork(MODEL1.classifying(1000), SMALL, 1)) {
            NDArray images = network.manager().zeros(new Shape(2, 26, 22, 3), DataType.UINT8);
            assertThat(network.logits(network.features(images)).getShape()).isEqualTo(new Shape(2, 1000));
        }
    }

    @Test
    void theFeaturesOfATeacherAreLearnedButNotExported() throws IOException {
        Network model5 = Networks.fromScratch("model5");
        try (TrainableNetwork alone = new TrainableNetwork(model5, SMALL, 1);
                TrainableNetwork taught = new TrainableNetwork(model5, SMALL, 1, 30);
                TrainableNetwork other = new TrainableNetwork(model5, SMALL, 2, 30)) {
            NDArray images = taught.manager().ones(new Shape(2, 26, 22, 3), DataType.UINT8);
            TrainableNetwork.Outputs outputs = taught.outputs(taught.features(images));
            assertThat(outputs.logits().getShape()).isEqualTo(new Shape(2, 1));
            assertThat(outputs.features().getShape()).isEqualTo(new Shape(2, 30));
            assertThat(alone.outputs(alone.features(images)).features()).isNull();
            assertThat(taught.parameterCount()).isEqualTo(alone.parameterCount());
            assertThat(taught.trained()).hasSize(alone.trained().size() + 2);
            assertThat(taught.export(WeightStorage.FLOAT).build().getInitializerCount())
                    .isEqualTo(alone.export(WeightStorage.FLOAT).build().getInitializerCount());

            ByteArrayOutputStream saved = new ByteArrayOutputStream();
            taught.save(new DataOutputStream(saved));
            other.load(new DataInputStream(new ByteArrayInputStream(saved.toByteArray())));
            for (int i = 0; i < taught.parameters().size(); i++) {
                assertThat(other.parameters().get(i).getArray().toFloatArray())
                        .containsExactly(taught.parameters().get(i).getArray().toFloatArray());
            }
        }
    }
}
