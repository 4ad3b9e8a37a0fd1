package io.pawstream.onnx.imports;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import io.pawstream.model.ImageSize;
import io.pawstream.model.ModelException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The input of a foreign network.
 *
 * @param name name of the value
 * @param type element type
 * @param axes sizes of the four axes; 0 where the network does not fix it
 */
record ForeignInput(String name, DataType type, List<Long> axes) {

    private static final Set<DataType> TYPES =
            Set.of(DataType.FLOAT, DataType.FLOAT16, DataType.DOUBLE, DataType.UINT8);

    /** Operators with one image in and one image of the same axes out. */
    private static final Set<String> ELEMENTWISE =
            Set.of("Identity", "Cast", "Add", "Sub", "Mul", "Div", "Clip", "QuantizeLinear", "DequantizeLinear", "Pad");

    /** Operators that ONNX defines for channels before rows and columns. */
    private static final Set<String> CHANNELS_FIRST =
            Set.of("Conv", "BatchNormalization", "MaxPool", "AveragePool", "InstanceNormalization", "QLinearConv");

    /**
     * Finds the only input of a graph.
     *
     * @param graph a graph without initializers among the inputs
     * @throws ModelException if it has several inputs, or one that is not images
     */
    static ForeignInput of(GraphProto graph) throws ModelException {
        if (graph.getInputCount() != 1) {
            throw new ModelException("the network has " + graph.getInputCount() + " inputs ("
                    + graph.getInputList().stream().map(ValueInfoProto::getName).collect(Collectors.joining(", "))
                    + "); an image classifier has one; export only the image encoder with its classifier");
        }
        ValueInfoProto input = graph.getInput(0);
        TypeProto.Tensor tensor = input.getType().getTensorType();
        DataType type = DataType.forNumber(tensor.getElemType());
        if (type == null || !TYPES.contains(type)) {
            throw new ModelException("input \"" + input.getName() + "\" has element type " + type
                    + "; float32, float16, float64 or uint8 is required");
        }
        List<Long> axes = tensor.getShape().getDimList().stream()
                // Some tools write -1 where the network takes any size.
                .map(axis -> Math.max(0, axis.getDimValue()))
                .toList();
        if (axes.size() != 4) {
            throw new ModelException(
                    "input \"" + input.getName() + "\" has " + text(axes)
                            + "; four axes, [N, 3, H, W] or [N, H, W, 3], are required; export the model with a batch of images");
        }
        return new ForeignInput(input.getName(), type, axes);
    }

    /** {@return the number of images per run; 0 if any} */
    long batch() {
        return axes.get(0);
    }

    /**
     * Returns the layout that the shape or the first operators show.
     *
     * @return the layout; absent if the graph does not show it
     * @throws ModelException if the images do not have three channels
     */
    @Nullable
    Layout layout(GraphProto graph) throws ModelException {
        boolean first = axes.get(1) == 3;
        boolean last = axes.get(3) == 3;
        if (first != last) {
            return first ? Layout.NCHW : Layout.NHWC;
        }
        if (axes.get(1) != 0 && axes.get(3) != 0 && !first) {
            throw new ModelException(
                    "input \"" + name + "\" has " + text(axes) + "; images with 3 channels, RGB or BGR, are required");
        }
        return firstOperator(graph);
    }

    private @Nullable Layout firstOperator(GraphProto graph) {
        Set<String> images = new HashSet<>(Set.of(name));
        for (NodeProto node : graph.getNodeList()) {
            if (node.getInputCount() == 0 || node.getInputList().stream().noneMatch(images::contains)) {
                continue;
            }
            String operator = node.getOpType();
            if (ELEMENTWISE.contains(operator)) {
                images.addAll(node.getOutputList());
            } else if (CHANNELS_FIRST.contains(operator)) {
                return Layout.NCHW;
            } else if (operator.equals("Transpose") && node.getAttributeCount() == 1) {
                List<Long> order = node.getAttribute(0).getIntsList();
                return order.equals(List.of(0L, 3L, 1L, 2L))
                        ? Layout.NHWC
                        : order.equals(List.of(0L, 2L, 3L, 1L)) ? Layout.NCHW : null;
            }
        }
        return null;
    }

    /**
     * Returns the size of the images.
     *
     * @return the size; absent if the network takes several
     * @throws ModelException if the size is out of range
     */
    @Nullable
    ImageSize size(Layout layout) throws ModelException {
        long height = axes.get(layout == Layout.NCHW ? 2 : 1);
        long width = axes.get(layout == Layout.NCHW ? 3 : 2);
        if (height == 0 || width == 0) {
            return null;
        }
        try {
            return new ImageSize(Math.toIntExact(width), Math.toIntExact(height));
        } catch (ArithmeticException | IllegalArgumentException e) {
            throw new ModelException(
                    "input \"" + name + "\" has " + text(axes) + "; each side must be 1 to 4096 pixels", e);
        }
    }

    /** {@return the shape of the input for a number of images of a size} */
    long[] shape(long images, Layout layout, ImageSize size) {
        return layout == Layout.NCHW
                ? new long[] {images, 3, size.height(), size.width()}
                : new long[] {images, size.height(), size.width(), 3};
    }

    static String text(List<Long> axes) {
        return "shape "
                + axes.stream()
                        .map(axis -> axis > 0 ? axis.toString() : "?")
                        .collect(Collectors.joining(", ", "[", "]"));
    }
}
