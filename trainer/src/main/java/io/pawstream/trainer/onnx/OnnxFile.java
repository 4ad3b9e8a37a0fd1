package io.pawstream.trainer.onnx;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import java.io.BufferedOutputStream;
import java.io.IOException;
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
        ModelProto.Builder model = ModelProto.newBuilder()
                .setIrVersion(IR_VERSION)
                .setProducerName("pawstream")
                .setDomain("io.pawstream")
                .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(OnnxGraph.OPSET))
                .setGraph(graph.build());
        metadata.forEach((key, value) -> model.addMetadataProps(
                StringStringEntryProto.newBuilder().setKey(key).setValue(value)));
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
            model.build().writeTo(out);
        }
    }
}
