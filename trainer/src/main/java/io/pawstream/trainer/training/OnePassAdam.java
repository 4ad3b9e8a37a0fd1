package io.pawstream.trainer.training;

import ai.djl.ndarray.NDArray;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.stream.IntStream;

/**
 * Updates one large weight by the formula of {@link Adam} in one pass over memory. PyTorch's operations need ten
 * passes, which take a tenth of a step for models with a dense layer of 10.6 million weights. It works in place on the
 * memory of the arrays, which must be contiguous and on the CPU.
 */
final class OnePassAdam {

    private static final int BLOCK = 4096;
    private static final float[] ZEROS = new float[BLOCK];

    private final FloatBuffer weights;
    private final FloatBuffer means;
    private final FloatBuffer variances;

    OnePassAdam(NDArray weights, NDArray means, NDArray variances) {
        this.weights = memory(weights);
        this.means = memory(means);
        this.variances = memory(variances);
    }

    private static FloatBuffer memory(NDArray array) {
        ByteBuffer bytes = array.toByteBuffer(true);
        if (!bytes.isDirect()) {
            throw new IllegalStateException("array of shape " + array.getShape() + " has no accessible memory");
        }
        return bytes.order(ByteOrder.nativeOrder()).asFloatBuffer();
    }

    /**
     * Updates the weights and sets the gradient to 0.
     *
     * @param gradient gradient of the weights
     * @param rate learning rate
     * @param correctedRate learning rate with bias correction
     * @param decay see {@link Phase#weightDecay}
     */
    void update(NDArray gradient, float rate, float correctedRate, float decay) {
        FloatBuffer slopes = memory(gradient);
        int size = weights.capacity();
        int parts = Runtime.getRuntime().availableProcessors();
        int length = (size + parts - 1) / parts;
        IntStream.range(0, parts).parallel().forEach(part -> {
            int end = Math.min(size, (part + 1) * length);
            // The compiler vectorizes loops over arrays but not over buffers.
            float[] w = new float[BLOCK];
            float[] g = new float[BLOCK];
            float[] m = new float[BLOCK];
            float[] v = new float[BLOCK];
            for (int start = part * length; start < end; start += BLOCK) {
                int count = Math.min(BLOCK, end - start);
                weights.get(start, w, 0, count);
                slopes.get(start, g, 0, count);
                means.get(start, m, 0, count);
                variances.get(start, v, 0, count);
                moments(g, m, v, count);
                move(w, m, v, count, 1 - rate * decay, correctedRate);
                weights.put(start, w, 0, count);
                means.put(start, m, 0, count);
                variances.put(start, v, 0, count);
                slopes.put(start, ZEROS, 0, count);
            }
        });
    }

    private static void moments(float[] g, float[] m, float[] v, int count) {
        for (int i = 0; i < count; i++) {
            m[i] = Adam.BETA1 * m[i] + (1 - Adam.BETA1) * g[i];
            v[i] = Adam.BETA2 * v[i] + (1 - Adam.BETA2) * g[i] * g[i];
        }
    }

    private static void move(float[] w, float[] m, float[] v, int count, float keep, float rate) {
        for (int i = 0; i < count; i++) {
            w[i] = keep * w[i] - rate * m[i] / ((float) Math.sqrt(v[i]) + Adam.EPSILON);
        }
    }
}
