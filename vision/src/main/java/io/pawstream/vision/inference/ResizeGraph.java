package io.pawstream.vision.inference;

import io.pawstream.model.Preprocessing.Filter;

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

    private ResizeGraph() {}

    /** Returns the bytes of the model. */
    static byte[] of(Filter filter) {
        ProtoMessage resize = new ProtoMessage()
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
                .message(
                        5,
                        new ProtoMessage()
                                .text(1, "cubic_coeff_a")
                                .real(2, CUBIC_COEFFICIENT)
                                .number(20, 1));
        ProtoMessage graph = new ProtoMessage()
                .message(1, resize)
                .text(2, "resize")
                .message(11, value(PIXELS, UINT8, name("one"), name("height"), name("width"), name("channels")))
                .message(11, value(SIZES, INT64, new ProtoMessage().number(1, AXES)))
                .message(12, value(RESIZED, UINT8, name("one"), name("rows"), name("columns"), name("channels")));
        return new ProtoMessage()
                .number(1, IR_VERSION)
                .message(7, graph)
                .message(8, new ProtoMessage().text(1, "").number(2, OPSET))
                .toByteArray();
    }

    private static ProtoMessage word(String name, String value) {
        return new ProtoMessage().text(1, name).text(4, value).number(20, 3);
    }

    private static ProtoMessage on(String name) {
        return new ProtoMessage().text(1, name).number(3, 1).number(20, 2);
    }

    /** A dimension of any size. */
    private static ProtoMessage name(String dimension) {
        return new ProtoMessage().text(2, dimension);
    }

    private static ProtoMessage value(String name, int type, ProtoMessage... dimensions) {
        ProtoMessage shape = new ProtoMessage();
        for (ProtoMessage dimension : dimensions) {
            shape.message(1, dimension);
        }
        ProtoMessage tensor = new ProtoMessage().number(1, type).message(2, shape);
        return new ProtoMessage().text(1, name).message(2, new ProtoMessage().message(1, tensor));
    }
}
