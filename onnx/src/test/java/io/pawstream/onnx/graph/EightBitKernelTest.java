package io.pawstream.onnx.graph;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class EightBitKernelTest {

    @Test
    void eachWeightIsWithinHalfAStepOfItsRow() {
        Random random = new Random(1);
        float[] kernel = new float[5 * 40];
        for (int i = 0; i < kernel.length; i++) {
            kernel[i] = (float) random.nextGaussian() * (1 + i / 40);
        }
        EightBitKernel rounded = EightBitKernel.of(kernel, 5, EightBitKernel.LARGEST);
        for (int i = 0; i < kernel.length; i++) {
            float scale = rounded.scales()[i / 40];
            assertThat(scale * rounded.integers()[i]).isCloseTo(kernel[i], Offset.offset(scale * 0.5001f));
        }
    }

    @Test
    void aRowOfZerosStaysZero() {
        EightBitKernel rounded = EightBitKernel.of(new float[6], 2, EightBitKernel.LARGEST);
        assertThat(rounded.integers()).containsOnly(0);
        assertThat(rounded.scales()).containsOnly(1);
    }

    @Test
    void theLargestWeightOfARowHasTheLargestInteger() {
        EightBitKernel rounded = EightBitKernel.of(new float[] {0.5f, -2, 0.9f, 30, -10, 0}, 2, 63);
        assertThat(rounded.integers()).containsExactly(16, -63, 28, 63, -21, 0);
        assertThat(rounded.scales()).containsExactly(2 / 63f, 30 / 63f);
    }

    @Test
    void aRowDoesNotInfluenceTheOthers() {
        EightBitKernel small = EightBitKernel.of(new float[] {0.1f, 0.2f, 1000, 2000}, 2, EightBitKernel.LARGEST);
        assertThat(small.integers()).containsExactly(64, 127, 64, 127);
    }
}
