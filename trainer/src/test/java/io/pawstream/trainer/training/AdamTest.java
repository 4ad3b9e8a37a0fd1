package io.pawstream.trainer.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import ai.djl.training.GradientCollector;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AdamTest {

    private static final Engine ENGINE = Engine.getEngine("PyTorch");

    private static Parameter parameter(NDManager manager, Shape shape, float value) {
        Parameter parameter =
                Parameter.builder().setName("p").setType(Parameter.Type.OTHER).build();
        parameter.setArray(manager.full(shape, value));
        parameter.getArray().setRequiresGradient(true);
        return parameter;
    }

    /** Leaves {@code slope} as the gradient of each weight. */
    private static void gradient(List<Parameter> parameters, double slope) {
        try (GradientCollector gradients = ENGINE.newGradientCollector()) {
            NDArray sum = parameters.get(0).getArray().mul(slope).sum();
            for (Parameter parameter : parameters.subList(1, parameters.size())) {
                sum = sum.add(parameter.getArray().mul(slope).sum());
            }
            gradients.backward(sum);
        }
    }

    /** A shape below and one above the size from which matrices are moved in one pass; 3 does not divide its blocks. */
    @ParameterizedTest
    @CsvSource({"2, 2", "1003, 1001"})
    void movesWeightsByThePublishedFormulaAndDecaysMatricesOnly(int rows, int columns) {
        try (NDManager manager = ENGINE.newBaseManager(Device.cpu())) {
            List<Parameter> parameters =
                    List.of(parameter(manager, new Shape(rows, columns), 0.7f), parameter(manager, new Shape(3), 0.7f));
            float decay = 0.1f;
            Adam adam = new Adam(manager, parameters, decay);
            double matrix = 0.7;
            double vector = 0.7;
            double m = 0;
            double v = 0;
            double[] slopes = {0.5, -2, 1e-6};
            for (int t = 1; t <= slopes.length; t++) {
                float rate = 0.01f * t;
                gradient(parameters, slopes[t - 1]);
                adam.update(rate);
                m = 0.9 * m + 0.1 * slopes[t - 1];
                v = 0.999 * v + 0.001 * slopes[t - 1] * slopes[t - 1];
                double move =
                        rate * Math.sqrt(1 - Math.pow(0.999, t)) / (1 - Math.pow(0.9, t)) * m / (Math.sqrt(v) + 1e-7);
                matrix = matrix - rate * decay * matrix - move;
                vector -= move;
                for (NDArray end : List.of(
                        parameters.get(0).getArray().min(),
                        parameters.get(0).getArray().max())) {
                    assertThat((double) end.getFloat()).isCloseTo(matrix, within(2e-6));
                }
                assertThat((double) parameters.get(1).getArray().getFloat(2)).isCloseTo(vector, within(2e-6));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 1001})
    void goesOnFromWhatWasSaved(int side) throws IOException {
        try (NDManager manager = ENGINE.newBaseManager(Device.cpu())) {
            List<Parameter> parameters = List.of(parameter(manager, new Shape(side, side), 1));
            Adam adam = new Adam(manager, parameters, 0);
            gradient(parameters, 3);
            adam.update(0.1f);
            ByteArrayOutputStream saved = new ByteArrayOutputStream();
            adam.save(new DataOutputStream(saved));
            float weight = parameters.get(0).getArray().getFloat(1, 1);
            gradient(parameters, -1);
            adam.update(0.1f);
            float expected = parameters.get(0).getArray().getFloat(1, 1);

            List<Parameter> others = List.of(parameter(manager, new Shape(side, side), weight));
            Adam other = new Adam(manager, others, 0);
            other.load(new DataInputStream(new ByteArrayInputStream(saved.toByteArray())));
            gradient(others, -1);
            other.update(0.1f);
            assertThat(others.get(0).getArray().getFloat(1, 1)).isEqualTo(expected);
        }
    }
}
