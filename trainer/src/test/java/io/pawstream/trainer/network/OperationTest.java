package io.pawstream.trainer.network;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.training.ParameterStore;
import ai.djl.training.initializer.NormalInitializer;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtSession;
import io.pawstream.onnx.graph.OnnxFile;
import io.pawstream.onnx.graph.OnnxGraph;
import io.pawstream.onnx.graph.WeightStorage;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each operation computes the same as a DJL block and as ONNX nodes. */
class OperationTest {

    private static final Shape IMAGES = new Shape(2, 3, 9, 7);
    private static final Shape VECTORS = new Shape(2, 11);

    static Stream<Arguments> operations() {
        return Stream.of(
                Arguments.of(new Rescaling(0.5f, -1), IMAGES, IMAGES),
                Arguments.of(new Conv(4, 3, Activation.RELU), IMAGES, new Shape(2, 4, 7, 5)),
                Arguments.of(new Conv(4, 1, Activation.NONE), IMAGES, new Shape(2, 4, 9, 7)),
                Arguments.of(new ConvNorm(4, 3, 1, Activation.RELU), IMAGES, new Shape(2, 4, 9, 7)),
                Arguments.of(new ConvNorm(4, 3, 2, Activation.NONE), IMAGES, new Shape(2, 4, 5, 4)),
                Arguments.of(new ConvNorm(4, 5, 2, Activation.RELU), IMAGES, new Shape(2, 4, 5, 4)),
                Arguments.of(new ConvNorm(3, 3, 2, 3, Activation.RELU), IMAGES, new Shape(2, 3, 5, 4)),
                Arguments.of(new Residual(3, 1), IMAGES, IMAGES),
                Arguments.of(new Residual(5, 2), IMAGES, new Shape(2, 5, 5, 4)),
                Arguments.of(new InvertedResidual(8, 3, 1, false, true), IMAGES, IMAGES),
                Arguments.of(new InvertedResidual(8, 3, 1, true, true), IMAGES, IMAGES),
                Arguments.of(new InvertedResidual(8, 5, 2, false, false), IMAGES, new Shape(2, 5, 5, 4)),
                Arguments.of(new InvertedResidual(8, 5, 2, true, false), IMAGES, new Shape(2, 5, 5, 4)),
                Arguments.of(new MaxPool(2), IMAGES, new Shape(2, 3, 4, 3)),
                Arguments.of(new MaxPool(3), IMAGES, new Shape(2, 3, 3, 2)),
                Arguments.of(new Flatten(), IMAGES, new Shape(2, 3 * 9 * 7)),
                Arguments.of(new GlobalPool(Pooling.MAX), IMAGES, new Shape(2, 3)),
                Arguments.of(new GlobalPool(Pooling.AVERAGE), IMAGES, new Shape(2, 3)),
                Arguments.of(new Dense(4, Activation.RELU), VECTORS, new Shape(2, 4)),
                Arguments.of(new Dense(4, Activation.NONE), VECTORS, new Shape(2, 4)),
                Arguments.of(new Dropout(0.9f), VECTORS, VECTORS));
    }

    private static float[] gaussians(Shape shape) {
        Random random = new Random(3);
        float[] values = new float[Math.toIntExact(shape.size())];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return values;
    }

    private static float[] exported(Operation operation, Block block, Shape shape, float[] input) throws Exception {
        List<Weights> weights = block.getParameters().values().stream()
                .map(Parameter::getArray)
                .map(array -> new Weights(array.getShape().getShape(), array.toFloatArray()))
                .toList();
        OnnxGraph graph = new OnnxGraph("test", WeightStorage.FLOAT);
        String value = operation.export(graph, graph.input("x", OnnxGraph.FLOAT, shape.getShape()), weights);
        graph.output(value, "y", OnnxGraph.FLOAT);
        byte[] model = OnnxFile.model(graph.build(), Map.of()).toByteArray();
        Engine.getEngine("OnnxRuntime");
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        try (OrtSession session = environment.createSession(model);
                OnnxTensor x = OnnxTensor.createTensor(environment, FloatBuffer.wrap(input), shape.getShape());
                OrtSession.Result result = session.run(Map.of("x", x))) {
            FloatBuffer y = ((OnnxTensor) result.get(0)).getFloatBuffer();
            float[] values = new float[y.remaining()];
            y.get(values);
            return values;
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("operations")
    void blockAndNodesAgree(Operation operation, Shape input, Shape output) throws Exception {
        try (NDManager manager = Engine.getEngine("PyTorch").newBaseManager()) {
            Block block = operation.block();
            block.setInitializer(new NormalInitializer(0.3f), Parameter.Type.WEIGHT);
            block.initialize(manager, DataType.FLOAT32, input);
            float[] values = gaussians(input);
            NDArray y = block.forward(
                            new ParameterStore(manager, false), new NDList(manager.create(values, input)), false)
                    .singletonOrThrow();
            assertThat(y.getShape()).isEqualTo(output);
            assertThat(exported(operation, block, input, values))
                    .containsExactly(y.toFloatArray(), Offset.offset(1e-4f));
        }
    }

    @Test
    void layersWithoutTrainedWeightsAreFixed() {
        assertThat(Stream.of(new Rescaling(1, 0), new Flatten(), new MaxPool(2), new GlobalPool(Pooling.MAX)))
                .allMatch(Operation::fixed);
        assertThat(Stream.of(
                        new Conv(1, 1, Activation.NONE),
                        new ConvNorm(1, 1, 1, Activation.NONE),
                        new Residual(1, 1),
                        new InvertedResidual(1, 1, 1, false, true),
                        new Dense(1, Activation.NONE),
                        new Dropout(0.5f)))
                .as("dropout differs during training")
                .noneMatch(Operation::fixed);
    }
}
