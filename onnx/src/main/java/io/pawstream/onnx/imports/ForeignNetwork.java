package io.pawstream.onnx.imports;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import io.pawstream.model.ModelException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A network from another tool, in the form that the rewrite needs: all weights inside, and only images as inputs.
 *
 * @param file the ONNX file
 * @param model its content
 * @param input its only input
 */
record ForeignNetwork(Path file, ModelProto model, ForeignInput input) {

    /** ONNX Runtime supports the operators of this set and later ones. */
    private static final int LEAST_OPSET = 7;

    /** From this version on, a graph can have initializers that are not inputs. */
    private static final int LEAST_IR_VERSION = 4;

    private static final Set<Integer> BYTES =
            Set.of(TensorProto.DataType.INT8.getNumber(), TensorProto.DataType.UINT8.getNumber());

    private static final Set<Integer> FLOATS = Set.of(
            TensorProto.DataType.FLOAT.getNumber(),
            TensorProto.DataType.FLOAT16.getNumber(),
            TensorProto.DataType.BFLOAT16.getNumber(),
            TensorProto.DataType.DOUBLE.getNumber());

    /** Operators between the last activation and the output that keep the values. */
    private static final Set<String> SHAPING =
            Set.of("Identity", "Reshape", "Squeeze", "Unsqueeze", "Flatten", "Cast", "Transpose");

    /**
     * Reads a network.
     *
     * @param file an ONNX file; weights in other files of its directory are included
     * @throws ModelException if the file is not an ONNX file, or its network does not take images
     * @throws IOException if a file cannot be read
     */
    static ForeignNetwork read(Path file) throws ModelException, IOException {
        ModelProto.Builder model = ExternalTensors.inlined(parse(file), file).toBuilder();
        if (opset(model.build()) < LEAST_OPSET) {
            throw new ModelException(file + " has ONNX operator set " + opset(model.build()) + "; at least "
                    + LEAST_OPSET + " is required; export the model again with a newer one, such as 17");
        }
        GraphProto.Builder graph = model.getGraphBuilder();
        Set<String> weights =
                graph.getInitializerList().stream().map(TensorProto::getName).collect(Collectors.toSet());
        for (int i = graph.getInputCount() - 1; i >= 0; i--) {
            if (weights.contains(graph.getInput(i).getName())) {
                graph.removeInput(i);
                model.setIrVersion(Math.max(model.getIrVersion(), LEAST_IR_VERSION));
            }
        }
        model.setGraph(NodeOrder.sorted(graph.build()));
        return new ForeignNetwork(file, model.build(), ForeignInput.of(model.getGraph()));
    }

    private static ModelProto parse(Path file) throws ModelException, IOException {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
            CodedInputStream coded = CodedInputStream.newInstance(in);
            coded.setSizeLimit(Integer.MAX_VALUE);
            ModelProto model = ModelProto.parseFrom(coded);
            if (model.getGraph().getNodeCount() == 0) {
                throw new ModelException(file + " is not an ONNX file: it has no graph");
            }
            return model;
        } catch (InvalidProtocolBufferException e) {
            throw new ModelException(
                    file + " is not an ONNX file: "
                            + String.valueOf(e.getMessage()).replaceFirst("\\.$", "")
                            + "; export the model to ONNX, see docs/import.md",
                    e);
        }
    }

    GraphProto graph() {
        return model.getGraph();
    }

    /** {@return the version of the operators of ONNX itself} */
    int opset() {
        return opset(model);
    }

    private static int opset(ModelProto model) {
        return model.getOpsetImportList().stream()
                .filter(set -> set.getDomain().isEmpty() || set.getDomain().equals("ai.onnx"))
                .mapToInt(set -> (int) set.getVersion())
                .max()
                .orElse(1);
    }

    /** {@return the number of weights in floats or, apart from scalars and vectors, in bytes} */
    long parameters() {
        return graph().getInitializerList().stream()
                .filter(tensor -> FLOATS.contains(tensor.getDataType())
                        || (BYTES.contains(tensor.getDataType()) && tensor.getDimsCount() > 1))
                .mapToLong(tensor -> tensor.getDimsList().stream().reduce(1L, (a, b) -> a * b))
                .sum();
    }

    /** {@return the operator that computes a value, apart from changes of its shape; empty if it is an input} */
    String lastOperator(String value) {
        for (int i = graph().getNodeCount() - 1; i >= 0; i--) {
            NodeProto node = graph().getNode(i);
            if (node.getOutputList().contains(value)) {
                boolean standard =
                        node.getDomain().isEmpty() || node.getDomain().equals("ai.onnx");
                if (!standard || !SHAPING.contains(node.getOpType())) {
                    return standard ? node.getOpType() : node.getDomain() + "." + node.getOpType();
                }
                value = node.getInput(0);
            }
        }
        return "";
    }

    /** {@return a value of the metadata of the file; empty if it has none of the key} */
    String metadata(String key) {
        return model.getMetadataPropsList().stream()
                .filter(property -> property.getKey().equals(key))
                .map(property -> property.getValue())
                .findFirst()
                .orElse("");
    }

    /**
     * Refuses networks in training mode, and networks whose outputs cannot be one probability per class.
     *
     * @throws ModelException if an operator normalizes by the batch, or the shapes of all outputs show a detector, a
     *     segmenter or the like
     */
    void requireClassifier() throws ModelException {
        for (NodeProto node : graph().getNodeList()) {
            boolean training = node.getAttributeList().stream()
                    .anyMatch(attribute -> attribute.getName().equals("training_mode") && attribute.getI() == 1);
            if (node.getOpType().equals("BatchNormalization") && training) {
                throw new ModelException(file + " is in training mode: \"" + node.getName()
                        + "\" normalizes by the images of a batch; export the model for evaluation, in PyTorch after"
                        + " model.eval()");
            }
        }
        for (ValueInfoProto output : graph().getOutputList()) {
            long large = output.getType().getTensorType().getShape().getDimList().stream()
                    .skip(1)
                    .filter(axis -> axis.getDimValue() > 1)
                    .count();
            if (large < 2) {
                return;
            }
        }
        throw new ModelException(file + " is not a classifier: " + outputs()
                + "; one value per class, [N, C], is required; detectors and segmenters cannot be imported");
    }

    /** {@return the outputs with their shapes, for messages} */
    String outputs() {
        return graph().getOutputList().stream()
                .map(output -> "output \"" + output.getName() + "\" "
                        + (output.getType().hasSequenceType()
                                        || output.getType().hasMapType()
                                ? "is a sequence or a map and no tensor"
                                : "has "
                                        + ForeignInput.text(
                                                output.getType().getTensorType().getShape().getDimList().stream()
                                                        .map(axis -> axis.getDimValue())
                                                        .toList())))
                .collect(Collectors.joining(", "));
    }
}
