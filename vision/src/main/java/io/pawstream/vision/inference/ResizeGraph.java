package io.pawstream.vision.inference;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.pawstream.model.Preprocessing.Filter;
import java.io.ByteArrayOutputStream;

/**
 * An ONNX model with one operator, an antialiased Resize, written as a protocol buffer. The field numbers are those of {@code
 * onnx.proto}.
 */
final class ResizeGraph {

    /** Name of the input, uint8 [1, height, width, channels]. */
    static final String PIXELS = "pixels";

    /** Name of the input with the shape of the result, int64 [4]. */
    static final String SIZES = "sizes";

    /** Name of the output, uint8. */
    static final String RESIZED = "resized";

    private static final int IR_VERSION = 8;

    /** The first set whose Resize has antialiasing. */
    private static final int OPSET = 18;

    private static final int AXES = 4;
    private static final int UINT8 = 2;
    private static final int INT64 = 7;

    /** The value of a = -0.5 for the cubic filter (Keys 1981), as in Pillow. */
    private static final float CUBIC_COEFFICIENT = -0.5f;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    private ResizeGraph() {}

    /** Returns the bytes of the model. */
    static byte[] of(Filter filter) {
        ResizeGraph resize = new ResizeGraph()
                .text(1, PIXELS)
                .text(1, "") // no region of interest
                .text(1, "") // no scales
                .text(1, SIZES)
                .text(2, RESIZED)
                .text(4, "Resize")
                .message(5, word("mode", filter == Filter.BICUBIC ? "cubic" : "linear"))
                .message(5, word("coordinate_transformation_mode", "half_pixel"))
                .message(5, on("antialias"))
                // Gives weights to the pixels of the image only.
                .message(5, on("exclude_outside"))
                .message(5, new ResizeGraph().text(1, "cubic_coeff_a").real(2).number(20, 1));
        ResizeGraph graph = new ResizeGraph()
                .message(1, resize)
                .text(2, "resize")
                .message(11, value(PIXELS, UINT8, name("one"), name("height"), name("width"), name("channels")))
                .message(11, value(SIZES, INT64, new ResizeGraph().number(1, AXES)))
                .message(12, value(RESIZED, UINT8, name("one"), name("rows"), name("columns"), name("channels")));
        return new ResizeGraph()
                .number(1, IR_VERSION)
                .message(7, graph)
                .message(8, new ResizeGraph().text(1, "").number(2, OPSET))
                .out
                .toByteArray();
    }

    private static ResizeGraph word(String name, String value) {
        return new ResizeGraph().text(1, name).text(4, value).number(20, 3);
    }

    private static ResizeGraph on(String name) {
        return new ResizeGraph().text(1, name).number(3, 1).number(20, 2);
    }

    /** A dimension of any size. */
    private static ResizeGraph name(String dimension) {
        return new ResizeGraph().text(2, dimension);
    }

    private static ResizeGraph value(String name, int type, ResizeGraph... dimensions) {
        ResizeGraph shape = new ResizeGraph();
        for (ResizeGraph dimension : dimensions) {
            shape.message(1, dimension);
        }
        ResizeGraph tensor = new ResizeGraph().number(1, type).message(2, shape);
        return new ResizeGraph().text(1, name).message(2, new ResizeGraph().message(1, tensor));
    }

    private ResizeGraph number(int field, int value) {
        varint(field << 3);
        varint(value);
        return this;
    }

    /** Writes the cubic coefficient as a 32-bit float. */
    private ResizeGraph real(int field) {
        varint(field << 3 | 5);
        int bits = Float.floatToIntBits(CUBIC_COEFFICIENT);
        for (int shift = 0; shift < Float.SIZE; shift += 8) {
            out.write(bits >>> shift);
        }
        return this;
    }

    private ResizeGraph text(int field, String value) {
        return bytes(field, value.getBytes(UTF_8));
    }

    private ResizeGraph message(int field, ResizeGraph value) {
        return bytes(field, value.out.toByteArray());
    }

    private ResizeGraph bytes(int field, byte[] value) {
        varint(field << 3 | 2);
        varint(value.length);
        out.writeBytes(value);
        return this;
    }

    private void varint(int value) {
        int left = value;
        while (left > 0x7F) {
            out.write((left & 0x7F) | 0x80);
            left >>>= 7;
        }
        out.write(left);
    }
}
