package io.pawstream.onnx.quantize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuantizationParametersTest {

    private static float rounded(float value, QuantizationParameters range) {
        long integer = Math.min(Math.max(Math.round(value / range.scale()) + range.zeroPoint(), 0), 255);
        return range.scale() * (integer - range.zeroPoint());
    }

    @ParameterizedTest
    @CsvSource({"0, 1", "-1, 0", "-1, 1", "-0.3, 6", "-1e-6, 1e-6", "-5, 1000"})
    void everyValueOfTheRangeIsWithinAStep(float low, float high) {
        QuantizationParameters range = QuantizationParameters.of(low, high);
        assertThat(rounded(0, range)).as("zero").isZero();
        assertThat(range.high() - range.low()).isCloseTo(high - low, within((high - low) * 1e-5f));
        for (int i = 0; i <= 100; i++) {
            float value = low + i * (high - low) / 100;
            assertThat(rounded(value, range)).isCloseTo(value, within(range.scale() * 1.001f));
        }
    }

    @Test
    void theEndsOfOneSidedRangesAreExact() {
        QuantizationParameters positive = QuantizationParameters.of(0, 51);
        assertThat(positive).isEqualTo(new QuantizationParameters(0.2f, 0));
        assertThat(positive.low()).isZero();
        assertThat(positive.high()).isCloseTo(51, within(1e-4f));
        QuantizationParameters negative = QuantizationParameters.of(-51, 0);
        assertThat(negative).isEqualTo(new QuantizationParameters(0.2f, 255));
        assertThat(negative.low()).isCloseTo(-51, within(1e-4f));
        assertThat(negative.high()).isZero();
    }

    @Test
    void anEmptyRangeRepresentsZero() {
        QuantizationParameters empty = QuantizationParameters.of(0, 0);
        assertThat(rounded(0, empty)).isZero();
        assertThat(empty.scale()).isPositive();
    }
}
