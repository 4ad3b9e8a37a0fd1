package io.pawstream.trainer.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.nn.Block;
import ai.djl.training.ParameterStore;
import java.util.List;

/**
 * A linear layer that predicts the features of a teacher from the input of the classifier. It is used in training only.
 *
 * @param position index of the layer whose input it takes: that of the classifier, or of the dropout before it
 * @param block the linear layer
 */
record FeatureHead(int position, Block block) {

    /** {@return the position in a network} */
    static int position(Network network) {
        List<Operation> operations = network.operations();
        int classifier = operations.size() - 1;
        return classifier > 0 && operations.get(classifier - 1) instanceof Dropout ? classifier - 1 : classifier;
    }

    /** {@return the features, (N, features)} */
    NDArray forward(ParameterStore parameters, NDArray input) {
        return block.forward(parameters, new NDList(input), true).singletonOrThrow();
    }
}
