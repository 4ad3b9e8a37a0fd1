package io.pawstream.processor.observe;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class PercentileTest {

    private static final List<Double> BOUNDS = List.of(1.0, 2.0, 4.0);

    @Test
    void interpolatesWithinItsBucket() {
        assertThat(Percentile.of(0.5, BOUNDS, List.of(10L, 10L, 0L, 0L))).isEqualTo(1.0);
        assertThat(Percentile.of(0.75, BOUNDS, List.of(10L, 10L, 0L, 0L))).isEqualTo(1.5);
        assertThat(Percentile.of(1, BOUNDS, List.of(0L, 0L, 8L, 0L))).isEqualTo(4.0);
    }

    @Test
    void isAtMostTheLastBound() {
        assertThat(Percentile.of(0.99, BOUNDS, List.of(1L, 0L, 0L, 99L))).isEqualTo(4.0);
    }

    @Test
    void isNullIfNothingWasCounted() {
        assertThat(Percentile.of(0.5, BOUNDS, List.of(0L, 0L, 0L, 0L))).isNull();
        assertThat(Percentile.of(0.5, BOUNDS, List.of())).isNull();
    }
}
