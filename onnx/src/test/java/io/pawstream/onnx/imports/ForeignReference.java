package io.pawstream.onnx.imports;

import ai.djl.engine.Engine;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.platform.Fp16Conversions;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;

/** Runs a foreign network by itself, one image at a time, on pixels that are normalized here. */
final class ForeignReference {

    static final int IMAGES = 6;
    private static final int AREA = ForeignFixture.HEIGHT * ForeignFixture.WIDTH;

    private final Path onnx;
    private final Layout layout;
    private final ColorOrder color;
    private final boolean half;

    ForeignReference(Path onnx, Layout layout, ColorOrder color, boolean half) {
        this.onnx = onnx;
        this.layout = layout;
        this.color = color;
        this.half = half;
    }

    /** {@return random images: uint8 [IMAGES, HEIGHT, WIDTH, 3]} */
    static ByteBuffer images() {
        Random random = new Random(99);
        ByteBuffer images = ByteBuffer.allocateDirect(IMAGES * AREA * 3);
        for (int image = 0; image < IMAGES; image++) {
            int[] color = {random.nextInt(200), random.nextInt(200), random.nextInt(200)};
            for (int i = 0; i < AREA * 3; i++) {
                images.put((byte) (color[i % 3] + random.nextInt(56)));
            }
        }
        return images.flip();
    }

    /** {@return the first output for each image} */
    float[][] outputs(double rescale, double[] mean, double[] std) throws OrtException {
        Engine.getEngine("OnnxRuntime");
        ByteBuffer images = images();
        float[][] outputs = new float[IMAGES][];
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        long[] shape = layout == Layout.NCHW
                ? new long[] {1, 3, ForeignFixture.HEIGHT, ForeignFixture.WIDTH}
                : new long[] {1, ForeignFixture.HEIGHT, ForeignFixture.WIDTH, 3};
        try (OrtSession session = environment.createSession(onnx.toString())) {
            for (int image = 0; image < IMAGES; image++) {
                ByteBuffer values =
                        ByteBuffer.allocateDirect(AREA * 3 * (half ? 2 : 4)).order(ByteOrder.nativeOrder());
                for (int i = 0; i < AREA * 3; i++) {
                    int channel = layout == Layout.NCHW ? i / AREA : i % 3;
                    int place = layout == Layout.NCHW ? i % AREA : i / 3;
                    int pixel =
                            images.get(image * AREA * 3 + place * 3 + (color == ColorOrder.RGB ? channel : 2 - channel))
                                    & 0xFF;
                    float value = (float) ((pixel * rescale - mean[channel]) / std[channel]);
                    if (half) {
                        values.putShort(Fp16Conversions.floatToFp16(value));
                    } else {
                        values.putFloat(value);
                    }
                }
                try (OnnxTensor tensor = OnnxTensor.createTensor(
                                environment, values.flip(), shape, half ? OnnxJavaType.FLOAT16 : OnnxJavaType.FLOAT);
                        OrtSession.Result result = session.run(
                                Map.of(session.getInputNames().iterator().next(), tensor))) {
                    FloatBuffer row = ((OnnxTensor) result.get(0)).getFloatBuffer();
                    outputs[image] = new float[row.remaining()];
                    row.get(outputs[image]);
                }
            }
        }
        return outputs;
    }

    static float[] softmax(float[] logits) {
        double sum = 0;
        for (float logit : logits) {
            sum += Math.exp(logit);
        }
        float[] probabilities = new float[logits.length];
        for (int i = 0; i < logits.length; i++) {
            probabilities[i] = (float) (Math.exp(logits[i]) / sum);
        }
        return probabilities;
    }
}
