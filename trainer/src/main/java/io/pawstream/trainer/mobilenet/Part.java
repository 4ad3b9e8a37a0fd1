package io.pawstream.trainer.mobilenet;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import io.pawstream.onnx.graph.OnnxGraph;
import io.pawstream.trainer.network.Weights;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;

/**
 * A part of the network, on (N, channels, height, width). It reads its weights from an iterator in the order of the
 * file.
 */
interface Part {

    /**
     * {@return the shapes of its weights; kernels are (outputs, inputs, height, width), with one input if depthwise}
     */
    List<long[]> shapes();

    /** {@return for each weight whether it is a stored statistic, which is never trained} */
    default List<Boolean> statistics() {
        return Collections.nCopies(shapes().size(), false);
    }

    /** {@return the shape of the output for an input (N, channels, height, width)} */
    default Shape output(Shape input) {
        return input;
    }

    /** {@return the output for {@code x}, which stays open} */
    NDArray forward(NDArray x, Iterator<NDArray> weights);

    /** Adds the part to a graph, with batch normalizations folded into the preceding convolutions. */
    String export(OnnxGraph graph, String x, Iterator<Weights> weights);

    /**
     * {@return the output for {@code x} and closes {@code x}, which frees intermediate arrays of a frozen network
     * early}
     */
    static NDArray closing(Part part, NDArray x, Iterator<NDArray> weights) {
        try (x) {
            return part.forward(x, weights);
        }
    }
}
