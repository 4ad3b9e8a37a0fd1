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
import ai.djl.nn.SequentialBlock;
import ai.djl.training.ParameterStore;
import ai.djl.training.initializer.ConstantInitializer;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class TrainingBlocksTest {

    private static final Shape IMAGES = new Shape(2, 3, 10, 8);

    private static float[] output(NDManager manager, List<Block> blocks, boolean upToFirst) {
        SequentialBlock body = new SequentialBlock().addAll(blocks);
        body.setInitializer(new ConstantInitializer(-0.1f), Parameter.Type.WEIGHT);
        body.initialize(manager, DataType.FLOAT32, IMAGES);
        NDArray x = manager.arange((float) IMAGES.size())
                .toType(DataType.FLOAT32, false)
                .sub(200)
                .reshape(IMAGES);
        Block computed = upToFirst ? blocks.get(0) : body;
        return computed.forward(new ParameterStore(manager, false), new NDList(x), false)
                .singletonOrThrow()
                .toFloatArray();
    }

    private static float least(float[] values) {
        float least = values[0];
        for (float value : values) {
            least = Math.min(least, value);
        }
        return least;
    }

    @Test
    void aReluBetweenConvolutionAndPoolingMovesAfterThePooling() {
        List<Operation> operations = List.of(new Conv(4, 3, Activation.RELU), new MaxPool(2));
        try (NDManager manager = Engine.getEngine("PyTorch").newBaseManager()) {
            List<Block> moved = TrainingBlocks.of(operations);
            List<Block> inOrder = operations.stream().map(Operation::block).toList();
            assertThat(output(manager, moved, false))
                    .containsExactly(output(manager, inOrder, false), Offset.offset(1e-3f));
            assertThat(least(output(manager, moved, true)))
                    .as("of the convolution alone")
                    .isNegative();
        }
    }

    @Test
    void otherOperationsKeepTheirBlocks() {
        List<Operation> operations =
                List.of(new Conv(4, 3, Activation.RELU), new Flatten(), new Dense(2, Activation.RELU));
        try (NDManager manager = Engine.getEngine("PyTorch").newBaseManager()) {
            List<Block> blocks = TrainingBlocks.of(operations);
            assertThat(blocks).hasSameSizeAs(operations);
            assertThat(least(output(manager, blocks, true))).isNotNegative();
        }
    }
}
