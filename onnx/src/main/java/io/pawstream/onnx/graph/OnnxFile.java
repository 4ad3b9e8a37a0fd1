package io.pawstream.onnx.graph;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import com.google.protobuf.InvalidProtocolBufferException;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Writes a graph as an ONNX file. */
public final class OnnxFile {

    // The version that came with operator set 17; every reader of that set knows it.
    private static final long IR_VERSION = 8;

    private OnnxFile() {}

    /** Writes the graph; {@code metadata} becomes the file's metadata properties, in its order. */
    public static void write(Path file, OnnxGraph graph, Map<String, String> metadata) throws IOException {
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
            model(graph.build(), metadata).writeTo(out);
        }
    }

    /** The graph as a model. */
    public static ModelProto model(GraphProto graph, Map<String, String> metadata) {
        ModelProto.Builder model = ModelProto.newBuilder()
                .setIrVersion(IR_VERSION)
                .setProducerName("pawstream")
                .setDomain("io.pawstream")
                .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(OnnxGraph.OPSET))
                .setGraph(graph);
        metadata.forEach((key, value) -> model.addMetadataProps(
                StringStringEntryProto.newBuilder().setKey(key).setValue(value)));
        return model.build();
    }

    /**
     * Reads the graph of a file.
     *
     * @throws IOException if it is not ONNX
     */
    public static GraphProto read(Path file) throws IOException {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
            return ModelProto.parseFrom(in).getGraph();
        } catch (InvalidProtocolBufferException e) {
            throw new IOException(file + " is no ONNX file: " + e.getMessage(), e);
        }
    }
}
