package io.pawstream.trainer.mobilenet;

import ai.djl.ndarray.NDArray;
import io.pawstream.onnx.graph.OnnxGraph;
import io.pawstream.trainer.network.Weights;
import java.util.Iterator;
import java.util.List;

/** Scales pixels 0 to 255 to -1 to 1, the first layer of Keras' network. */
record Scaling() implements Part {

    private static final float SCALE = 1 / 127.5f;
    private static final float OFFSET = -1;

    @Override
    public List<long[]> shapes() {
        return List.of();
    }

    @Override
    public NDArray forward(NDArray x, Iterator<NDArray> weights) {
        try (NDArray scaled = x.mul(SCALE)) {
            return scaled.add(OFFSET);
        }
    }

    @Override
    public String export(OnnxGraph graph, String x, Iterator<Weights> weights) {
        String scaled = graph.node("Mul", List.of(x, graph.floats(new float[] {SCALE})));
        return graph.node("Add", List.of(scaled, graph.floats(new float[] {OFFSET})));
    }
}
