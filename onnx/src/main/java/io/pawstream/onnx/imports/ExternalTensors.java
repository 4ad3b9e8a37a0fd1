package io.pawstream.onnx.imports;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.FunctionProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.SparseTensorProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import io.pawstream.model.ModelException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** Copies the weights that an ONNX file keeps in other files into the model. */
final class ExternalTensors {

    /** A message of Protocol Buffers has less than 2 GiB. */
    private static final long MOST_BYTES = Integer.MAX_VALUE - (64L << 20);

    private final Path directory;
    private long bytes;

    private ExternalTensors(Path directory) {
        this.directory = directory;
    }

    /**
     * Returns a model with all its weights.
     *
     * @param model the model
     * @param onnx its file; only files in the same directory or below are read
     * @throws ModelException if a file is missing, too short, elsewhere, or the weights are too large for one file
     * @throws IOException if a file cannot be read
     */
    static ModelProto inlined(ModelProto model, Path onnx) throws ModelException, IOException {
        ExternalTensors tensors =
                new ExternalTensors(onnx.toAbsolutePath().normalize().resolveSibling(""));
        ModelProto.Builder copy = model.toBuilder();
        tensors.inline(copy.getGraphBuilder());
        for (FunctionProto.Builder function : copy.getFunctionsBuilderList()) {
            for (NodeProto.Builder node : function.getNodeBuilderList()) {
                tensors.inline(node);
            }
        }
        return copy.build();
    }

    private void inline(GraphProto.Builder graph) throws ModelException, IOException {
        for (TensorProto.Builder tensor : graph.getInitializerBuilderList()) {
            inline(tensor);
        }
        for (SparseTensorProto.Builder tensor : graph.getSparseInitializerBuilderList()) {
            inline(tensor.getValuesBuilder());
            inline(tensor.getIndicesBuilder());
        }
        for (NodeProto.Builder node : graph.getNodeBuilderList()) {
            inline(node);
        }
    }

    private void inline(NodeProto.Builder node) throws ModelException, IOException {
        for (AttributeProto.Builder attribute : node.getAttributeBuilderList()) {
            if (attribute.hasT()) {
                inline(attribute.getTBuilder());
            }
            for (TensorProto.Builder tensor : attribute.getTensorsBuilderList()) {
                inline(tensor);
            }
            if (attribute.hasG()) {
                inline(attribute.getGBuilder());
            }
            for (GraphProto.Builder graph : attribute.getGraphsBuilderList()) {
                inline(graph);
            }
        }
    }

    private void inline(TensorProto.Builder tensor) throws ModelException, IOException {
        if (tensor.getDataLocation() != TensorProto.DataLocation.EXTERNAL) {
            return;
        }
        Map<String, String> entries = new HashMap<>();
        for (StringStringEntryProto entry : tensor.getExternalDataList()) {
            entries.put(entry.getKey(), entry.getValue());
        }
        Path file = file(tensor.getName(), entries.getOrDefault("location", ""));
        try (FileChannel channel = FileChannel.open(file)) {
            long offset = Long.parseLong(entries.getOrDefault("offset", "0"));
            String end = entries.get("length");
            long length = end == null ? channel.size() - offset : Long.parseLong(end);
            if (offset < 0 || length < 0 || offset > channel.size() - length) {
                throw new ModelException(file + " has " + channel.size() + " bytes, but weight \"" + tensor.getName()
                        + "\" is at " + offset + " and has " + length
                        + " bytes; copy the file again, it belongs to another model or is incomplete");
            }
            bytes += length;
            if (bytes > MOST_BYTES) {
                throw new ModelException("the weights in " + file
                        + " have more than 2 GiB, which one ONNX file cannot hold; export the model in fp16");
            }
            tensor.setRawData(read(channel, offset, (int) length))
                    .clearExternalData()
                    .clearDataLocation();
        } catch (NumberFormatException e) {
            throw new ModelException(
                    "weight \"" + tensor.getName() + "\" has an invalid offset or length: " + e.getMessage(), e);
        }
    }

    private static ByteString read(FileChannel channel, long offset, int length) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(length);
        while (buffer.hasRemaining() && channel.read(buffer, offset + buffer.position()) >= 0) {}
        return UnsafeByteOperations.unsafeWrap(buffer.flip());
    }

    private Path file(String tensor, String location) throws ModelException, IOException {
        // No path contains the character NUL.
        Path file = location.indexOf('\0') >= 0
                ? directory
                : directory.resolve(location).normalize();
        if (location.isEmpty() || !file.startsWith(directory) || file.equals(directory)) {
            throw outside(tensor, location);
        }
        if (!Files.isRegularFile(file)) {
            throw new ModelException("weight \"" + tensor + "\" is in the external file \"" + location
                    + "\", which is not in " + directory + "; copy it there, next to the ONNX file");
        }
        if (!file.toRealPath().startsWith(directory.toRealPath())) {
            throw outside(tensor, location);
        }
        return file;
    }

    private ModelException outside(String tensor, String location) {
        return new ModelException("weight \"" + tensor + "\" is in the external file \"" + location
                + "\", which is outside of " + directory
                + "; only files in the directory of the model are read; copy the model and its files to one directory"
                + " with cp -L, or export it as one file");
    }
}
