package io.pawstream.benchmark.shared;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class StatisticsTest {

    @Test
    void theMedianIsTheMiddleValueOrTheMeanOfTheMiddleTwo() {
        assertThat(median(5)).isEqualTo(5);
        assertThat(median(9, 1, 5)).isEqualTo(5);
        assertThat(median(9, 1, 5, 2)).isEqualTo(3.5);
    }

    @Test
    void theSpreadIsAShareOfTheMedian() {
        assertThat(Statistics.spread(List.of(90.0, 100.0, 120.0), value -> value))
                .isCloseTo(0.3, within(1e-12));
        assertThat(Statistics.spread(List.of(7.0), value -> value)).isZero();
    }

    @Test
    void aRatioComparesMeasurementsOfTheSameRound() {
        // The machine becomes four times as fast, the ratio stays the same.
        assertThat(Statistics.medianRatio(List.of(2.0, 4.0, 8.0), List.of(1.0, 2.0, 4.0), value -> value))
                .isEqualTo(2);
        assertThat(Statistics.medianRatio(List.of(1.0, 9.0), List.of(1.0, 3.0), value -> value))
                .isEqualTo(2);
    }

    @Test
    void roundsAreRequiredAndComeInPairs() {
        assertThatThrownBy(() -> median()).hasMessageContaining("number of rounds is 0");
        assertThatThrownBy(() -> Statistics.medianRatio(List.of(1.0), List.of(1.0, 2.0), value -> value))
                .hasMessageContaining("are 1 and 2");
    }

    private static double median(Integer... values) {
        return Statistics.median(List.of(values), Integer::doubleValue);
    }

    @Test
    void roundsKeepTheirOrder() {
        List<Double> rounds = new ArrayList<>(List.of(3.0, 1.0, 2.0));
        Statistics.median(rounds, value -> value);
        Statistics.spread(rounds, value -> value);
        assertThat(rounds).containsExactly(3.0, 1.0, 2.0);
    }

    @Test
    void aRatioIsTakenBeforeTheMedian() {
        // The ratio of the medians would be 3.
        assertThat(Statistics.medianRatio(List.of(1.0, 9.0, 3.0), List.of(1.0, 1.0, 6.0), value -> value))
                .isEqualTo(1);
    }

    @Test
    void spreadAndRatioRequireRounds() {
        assertThatThrownBy(() -> Statistics.spread(List.<Double>of(), value -> value))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("number of rounds is 0");
        assertThatThrownBy(() -> Statistics.medianRatio(List.<Double>of(), List.of(), value -> value))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
