package io.pawstream.trainer.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class FoldedConvolutionTest {

    private static final int OUTPUTS = 3;
    private static final int INPUTS = 5;
    private static final float EPSILON = 1e-3f;

    private final Random random = new Random(1);

    private float[] values(int count, float least) {
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = least + random.nextFloat();
        }
        return values;
    }

    private static double sum(float[] kernel, int output, float[] input) {
        double sum = 0;
        for (int i = 0; i < INPUTS; i++) {
            sum += kernel[output * INPUTS + i] * input[i];
        }
        return sum;
    }

    @Test
    void computesTheConvolutionAndItsNormalization() {
        float[] kernel = values(OUTPUTS * INPUTS, -0.5f);
        float[] gamma = values(OUTPUTS, 0.5f);
        float[] beta = values(OUTPUTS, -0.5f);
        float[] mean = values(OUTPUTS, -0.5f);
        float[] variance = values(OUTPUTS, 0.1f);
        float[] input = values(INPUTS, -0.5f);
        FoldedConvolution folded = FoldedConvolution.of(kernel, gamma, beta, mean, variance, EPSILON);
        for (int output = 0; output < OUTPUTS; output++) {
            double expected =
                    gamma[output] * (sum(kernel, output, input) - mean[output]) / Math.sqrt(variance[output] + EPSILON)
                            + beta[output];
            assertThat(sum(folded.kernel(), output, input) + folded.bias()[output])
                    .isCloseTo(expected, within(1e-5));
        }
    }
}
