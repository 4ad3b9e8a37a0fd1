package io.pawstream.vision.inference;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes a network of three classes that computes the means of the channels, scaled to 0 to 1, in the Protocol Buffers encoding of ONNX. */
final class OnnxBytes {

    private static final int FLOAT = 1;
    private static final int UINT8 = 2;

    private OnnxBytes() {}

    /**
     * Writes the network with a softmax; {@code batch} 0 is any batch, and {@code location} null keeps its weight in the
     * file.
     */
    static Path write(Path onnx, int batch, int side, String location) throws IOException {
        return write(onnx, batch, side, location, "Softmax");
    }

    /** Writes the network with another last operator. */
    static Path write(Path onnx, int batch, int side, String location, String last) throws IOException {
        ProtoMessage weight = new ProtoMessage().number(1, 1).number(2, FLOAT).text(8, "weight");
        if (location == null) {
            byte[] value = ByteBuffer.allocate(Float.BYTES)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .putFloat(1 / 255f)
                    .array();
            weight.bytes(9, value);
        } else {
            weight.message(13, entry("location", location))
                    .message(13, entry("offset", "0"))
                    .message(13, entry("length", "4"))
                    .number(14, 1);
        }
        ProtoMessage graph = new ProtoMessage()
                .message(1, node("Cast", "images", "floats").message(5, attribute("to", FLOAT)))
                .message(1, mean())
                .message(1, node("Mul", "mean", "scaled").text(1, "weight"))
                .message(1, node(last, "scaled", "probabilities"))
                .text(2, "graph")
                .message(5, weight)
                .message(11, value("images", UINT8, batch, side, side, 3))
                .message(12, value("probabilities", FLOAT, batch, 3));
        ProtoMessage model = new ProtoMessage()
                .number(1, 8)
                .message(8, new ProtoMessage().text(1, "").number(2, 13))
                .message(7, graph);
        return Files.write(onnx, model.toByteArray());
    }

    private static ProtoMessage node(String operator, String input, String output) {
        return new ProtoMessage().text(1, input).text(2, output).text(4, operator);
    }

    private static ProtoMessage mean() {
        ProtoMessage axes = new ProtoMessage().text(1, "axes").number(20, 7);
        for (int axis = 1; axis <= 2; axis++) {
            axes.number(8, axis);
        }
        return node("ReduceMean", "floats", "mean").message(5, axes).message(5, attribute("keepdims", 0));
    }

    private static ProtoMessage attribute(String name, int value) {
        return new ProtoMessage().text(1, name).number(3, value).number(20, 2);
    }

    private static ProtoMessage entry(String key, String value) {
        return new ProtoMessage().text(1, key).text(2, value);
    }

    private static ProtoMessage value(String name, int type, int... dimensions) {
        ProtoMessage shape = new ProtoMessage();
        for (int dimension : dimensions) {
            shape.message(
                    1, dimension == 0 ? new ProtoMessage().text(2, "N") : new ProtoMessage().number(1, dimension));
        }
        ProtoMessage tensor = new ProtoMessage().number(1, type).message(2, shape);
        return new ProtoMessage().text(1, name).message(2, new ProtoMessage().message(1, tensor));
    }
}
