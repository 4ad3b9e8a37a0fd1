package io.pawstream.onnx.quantize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class HistogramTest {

    private static QuantizationParameters best(float... values) {
        Histogram histogram = new Histogram();
        for (float value : values) {
            histogram.span(value, value);
        }
        for (float value : values) {
            histogram.count(value);
        }
        return histogram.best();
    }

    private static double error(QuantizationParameters range, float[] values) {
        double sum = 0;
        for (float value : values) {
            long integer = Math.min(Math.max(Math.round(value / range.scale()) + range.zeroPoint(), 0), 255);
            double difference = value - range.scale() * (integer - range.zeroPoint());
            sum += difference * difference;
        }
        return sum / values.length;
    }

    @Test
    void valuesWithoutTailsKeepTheirWholeRange() {
        float[] values = new float[10_000];
        for (int i = 0; i < values.length; i++) {
            values[i] = -1 + 4f * i / values.length;
        }
        QuantizationParameters range = best(values);
        assertThat(range.low()).isCloseTo(-1, within(0.02f));
        assertThat(range.high()).isCloseTo(3, within(0.02f));
    }

    @Test
    void aLongTailIsClippedAndThatIsBetter() {
        Random random = new Random(1);
        float[] values = new float[1_000_000];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) Math.max(0, random.nextGaussian());
        }
        values[0] = 40;
        QuantizationParameters range = best(values);
        assertThat(range.zeroPoint()).isZero();
        assertThat(range.high()).isBetween(4f, 30f);
        assertThat(error(range, values)).isLessThan(0.75 * error(QuantizationParameters.of(0, 40), values));
    }

    @Test
    void zeroIsAlwaysExact() {
        assertThat(best(5, 6, 7).low()).isZero();
        assertThat(best(-5, -6, -7).high()).isZero();
        assertThat(best(0, 0)).isEqualTo(new QuantizationParameters(1, 0));
    }

    @Test
    void integersAreBytes() {
        assertThatThrownBy(() -> new QuantizationParameters(0, 1)).hasMessageContaining("scale is 0.0");
        assertThatThrownBy(() -> new QuantizationParameters(1, 256)).hasMessageContaining("zero point is 256");
    }
}
