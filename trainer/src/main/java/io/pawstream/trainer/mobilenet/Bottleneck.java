package io.pawstream.trainer.mobilenet;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import io.pawstream.onnx.graph.OnnxGraph;
import io.pawstream.trainer.network.Weights;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/**
 * An inverted residual block, a row of the table: expand, filter each channel, optionally squeeze and excite, project.
 * The input is added if it has the shape of the output.
 *
 * @param inputs input channels
 * @param kernel side of the depthwise kernel, in pixels
 * @param expanded channels after the expansion; no expansion if equal to the inputs
 * @param outputs output channels
 * @param squeezes whether it has squeeze-and-excite
 * @param nonlinearity applied after the expansion and the filter
 * @param stride 1 or 2
 */
record Bottleneck(
        int inputs, int kernel, int expanded, int outputs, boolean squeezes, Nonlinearity nonlinearity, int stride)
        implements Part {

    private List<Part> parts() {
        List<Part> parts = new ArrayList<>();
        if (expanded != inputs) {
            parts.add(new ConvNorm(1, inputs, expanded, 1, false, nonlinearity));
        }
        parts.add(new ConvNorm(kernel, expanded, expanded, stride, true, nonlinearity));
        if (squeezes) {
            parts.add(new SqueezeExcite(expanded));
        }
        parts.add(new ConvNorm(1, expanded, outputs, 1, false, Nonlinearity.NONE));
        return parts;
    }

    private boolean addsInput() {
        return stride == 1 && inputs == outputs;
    }

    @Override
    public List<long[]> shapes() {
        return parts().stream().flatMap(part -> part.shapes().stream()).toList();
    }

    @Override
    public List<Boolean> statistics() {
        return parts().stream().flatMap(part -> part.statistics().stream()).toList();
    }

    @Override
    public Shape output(Shape input) {
        Shape shape = input;
        for (Part part : parts()) {
            shape = part.output(shape);
        }
        return shape;
    }

    @Override
    public NDArray forward(NDArray x, Iterator<NDArray> weights) {
        List<Part> parts = parts();
        NDArray y = parts.get(0).forward(x, weights);
        for (Part part : parts.subList(1, parts.size())) {
            y = Part.closing(part, y, weights);
        }
        if (!addsInput()) {
            return y;
        }
        try (NDArray projected = y) {
            return x.add(projected);
        }
    }

    @Override
    public String export(OnnxGraph graph, String x, Iterator<Weights> weights) {
        String y = x;
        for (Part part : parts()) {
            y = part.export(graph, y, weights);
        }
        return addsInput() ? graph.node("Add", List.of(x, y)) : y;
    }
}
