package io.pawstream.onnx.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IntervalTest {

    /** Newcombe, Two-Sided Confidence Intervals for the Single Proportion, Statistics in Medicine 17 (1998), table I. */
    @ParameterizedTest
    @CsvSource({
        "81, 263, 0.2553, 0.3662",
        "15, 148, 0.0624, 0.1605",
        "0, 20, 0.0000, 0.1611",
        "1, 29, 0.0061, 0.1718",
        "20, 20, 0.8389, 1.0000"
    })
    void givesTheValuesOfTheLiterature(int hits, int total, double low, double high) {
        Interval interval = Interval.wilson(hits, total);
        assertThat(interval.low()).isCloseTo(low, Offset.offset(5e-5));
        assertThat(interval.high()).isCloseTo(high, Offset.offset(5e-5));
    }

    @Test
    void isWrittenInPercent() {
        assertThat(Interval.wilson(1510, 2326)).hasToString("63.0 – 66.8%");
    }

    @Test
    void rejectsInvalidCounts() {
        assertThatThrownBy(() -> Interval.wilson(0, 0)).hasMessageContaining("0 hits of 0");
        assertThatThrownBy(() -> Interval.wilson(3, 2)).hasMessageContaining("3 hits of 2");
    }
}
