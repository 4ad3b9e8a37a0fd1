package io.pawstream.trainer.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.nn.Block;
import ai.djl.nn.core.Linear;
import ai.djl.training.ParameterStore;
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

    /** {@return another layer of the same size, not initialized} */
    Block another() {
        return linear(features);
    }

    /** {@return the features, (N, features)} */
    NDArray forward(ParameterStore parameters, NDArray input) {
        return block.forward(parameters, new NDList(input), true).singletonOrThrow();
    }
}
