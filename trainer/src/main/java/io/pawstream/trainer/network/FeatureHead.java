package io.pawstream.trainer.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.nn.core.Linear;
import ai.djl.training.ParameterStore;
import ai.djl.training.initializer.Initializer;
import java.util.List;

/**
 * A linear layer that predicts the features of a teacher from the input of the classifier. It is used in training only.
 *
 * @param position index of the layer whose input it takes: that of the classifier, or of the dropout before it
 * @param features number of features, at least 1
 * @param block the linear layer
 */
record FeatureHead(int position, int features, Block block) {

    /** {@return a head of a network, not initialized} */
    static FeatureHead of(Network network, int features) {
        List<Operation> operations = network.operations();
        int classifier = operations.size() - 1;
        boolean dropout = classifier > 0 && operations.get(classifier - 1) instanceof Dropout;
        return new FeatureHead(dropout ? classifier - 1 : classifier, features, linear(features));
    }

    private static Block linear(int units) {
        return Linear.builder().setUnits(units).build();
    }

    /**
     * Creates the initial weights.
     *
     * @param manager manager of the weights
     * @param initializer initializer of the kernel
     * @param layers the layers of the network
     * @param input shape of the images
     */
    void initialize(NDManager manager, Initializer initializer, List<Block> layers, Shape input) {
        Shape[] shapes = {input};
        for (Block layer : layers.subList(0, position)) {
            shapes = layer.getOutputShapes(shapes);
        }
        block.setInitializer(initializer, Parameter.Type.WEIGHT);
        block.initialize(manager, DataType.FLOAT32, shapes);
    }

    /** {@return another layer of the same size, not initialized} */
    Block another() {
        return linear(features);
    }

    /** {@return the features, (N, features)} */
    NDArray forward(ParameterStore parameters, NDArray input) {
        return block.forward(parameters, new NDList(input), true).singletonOrThrow();
    }
}
