package io.pawstream.onnx.imports;

import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import io.pawstream.model.ImageSize;
import java.util.Arrays;
import java.util.Random;

/** Random images on which a network is compared before and after its rewrite. */
final class TestImages {

    /** Number of the images. */
    static final int COUNT = 4;

    private final ImageSize size;
    private final float[] pixels;

    /**
     * Draws images: a color with noise.
     *
     * @param size their size
     */
    TestImages(ImageSize size) {
        this.size = size;
        this.pixels = new float[COUNT * size.bytes()];
        Random random = new Random(1);
        for (int image = 0; image < COUNT; image++) {
            int[] color = {random.nextInt(192), random.nextInt(192), random.nextInt(192)};
            for (int i = 0; i < size.bytes(); i++) {
                pixels[image * size.bytes() + i] = color[i % 3] + random.nextInt(64);
            }
        }
    }

    /** {@return some of the images: uint8 values [count, height, width, 3], RGB} */
    float[] pixels(int first, int count) {
        return Arrays.copyOfRange(pixels, first * size.bytes(), (first + count) * size.bytes());
    }

    /**
     * Returns one image as the foreign network takes it, in the arithmetic of the rewritten network. A network that
     * quantizes its input may round half a step up or down, whichever way the last bit of a float points.
     *
     * @param image index of the image
     * @param settings layout, order of the channels and scale of the network
     * @param type element type of its input; uint8 is not scaled
     * @param copies number of times the image is repeated
     */
    float[] foreign(int image, Settings settings, DataType type, int copies) {
        int area = size.width() * size.height();
        float[] values = new float[copies * size.bytes()];
        for (int i = 0; i < values.length; i++) {
            int inImage = i % size.bytes();
            boolean planes = settings.layout() == Layout.NCHW;
            int channel = planes ? inImage / area : inImage % 3;
            int pixel = planes ? inImage % area : inImage / 3;
            int source = settings.color() == ColorOrder.RGB ? channel : 2 - channel;
            float value = pixels[image * size.bytes() + pixel * 3 + source];
            values[i] = type == DataType.UINT8
                    ? value
                    : value * settings.scale().get(channel).floatValue()
                            + settings.offset().get(channel).floatValue();
        }
        return values;
    }
}
