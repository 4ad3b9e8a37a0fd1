package io.pawstream.trainer.mobilenet;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import io.pawstream.onnx.graph.OnnxGraph;
import io.pawstream.trainer.network.Weights;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;

/** A part of the base, on (N, channels, height, width). It takes its weights from an iterator, in the file's order. */
interface Part {

    /** Shapes of its weights; kernels are (outputs, inputs, height, width), with one input if depthwise. */
    List<long[]> shapes();

    /** For each of its weights, whether it is a stored statistic: such a one is never trained. */
    default List<Boolean> statistics() {
        return Collections.nCopies(shapes().size(), false);
    }

    /** Shape of the output for an input (N, channels, height, width). */
    default Shape output(Shape input) {
        return input;
    }

    /** Its output for {@code x}, which is left open. */
    NDArray forward(NDArray x, Iterator<NDArray> weights);

    /** Adds it to a graph, batch normalizations folded into the convolutions before them. */
    String export(OnnxGraph graph, String x, Iterator<Weights> weights);

    /** Its output for {@code x}, which is closed: what a frozen base computes on the way need not wait for the end. */
    static NDArray closing(Part part, NDArray x, Iterator<NDArray> weights) {
        try (x) {
            return part.forward(x, weights);
        }
    }
}
