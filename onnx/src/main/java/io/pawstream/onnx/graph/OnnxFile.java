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

/** Writes graphs as ONNX files and reads them. */
public final class OnnxFile {

    // IR version 8 was released with operator set 17, so every reader of that set supports it.
    private static final long IR_VERSION = 8;

    private OnnxFile() {}

    /**
     * Writes a graph.
     *
     * @param file the file, which is replaced
     * @param graph the graph
     * @param metadata the metadata properties of the file, in order
     * @throws IOException if the file cannot be written
     */
    public static void write(Path file, OnnxGraph graph, Map<String, String> metadata) throws IOException {
        write(file, model(graph.build(), metadata));
    }

    /**
     * Writes a model.
     *
     * @param file the file, which is replaced
     * @param model the model
     * @throws IOException if the file cannot be written
     */
    public static void write(Path file, ModelProto model) throws IOException {
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
            model.writeTo(out);
        }
    }

    /**
     * Wraps a graph in a model.
     *
     * @param graph the graph
     * @param metadata the metadata properties of the model, in order
     * @return the model, with operator set {@link OnnxGraph#OPSET}
     */
    public static ModelProto model(GraphProto graph, Map<String, String> metadata) {
        ModelProto model = ModelProto.newBuilder()
                .setIrVersion(IR_VERSION)
                .setProducerName("pawstream")
                .setDomain("io.pawstream")
                .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(OnnxGraph.OPSET))
                .setGraph(graph)
                .build();
        return withMetadata(model, metadata);
    }

    /**
     * Replaces the metadata of a model.
     *
     * @param model the model
     * @param metadata the new metadata properties, in order
     * @return a copy of the model
     */
    public static ModelProto withMetadata(ModelProto model, Map<String, String> metadata) {
        ModelProto.Builder copy = model.toBuilder().clearMetadataProps();
        metadata.forEach((key, value) -> copy.addMetadataProps(
                StringStringEntryProto.newBuilder().setKey(key).setValue(value)));
        return copy.build();
    }

    /**
     * Reads the graph of a file.
     *
     * @param file an ONNX file
     * @return its graph
     * @throws IOException if the file cannot be read or is not an ONNX file
     */
    public static GraphProto read(Path file) throws IOException {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
            return ModelProto.parseFrom(in).getGraph();
        } catch (InvalidProtocolBufferException e) {
            throw new IOException(file + " is not an ONNX file: " + e.getMessage(), e);
        }
    }
}
