package io.pawstream.trainer.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScheduleTest {

    @Test
    void aConstantRateStays() {
        assertThat(Schedule.CONSTANT.rate(0.5f, 0, 10)).isEqualTo(0.5f);
        assertThat(Schedule.CONSTANT.rate(0.5f, 9, 10)).isEqualTo(0.5f);
    }

    @Test
    void aCosineRisesFromSmallStepsToThePeakAndFallsTowardsZero() {
        float before = 0;
        for (int step = 0; step < 50; step++) {
            float rate = Schedule.COSINE.rate(0.5f, step, 1000);
            assertThat(rate).isGreaterThan(before).isLessThan(0.5f);
            before = rate;
        }
        assertThat(Schedule.COSINE.rate(0.5f, 50, 1000)).isEqualTo(0.5f);
        assertThat(Schedule.COSINE.rate(0.5f, 525, 1000)).isCloseTo(0.25f, within(1e-6f));
        assertThat(Schedule.COSINE.rate(0.5f, 999, 1000)).isBetween(0f, 1e-5f);
    }

    @Test
    void evenOneStepHasARate() {
        assertThat(Schedule.COSINE.rate(0.5f, 0, 1)).isPositive();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 19, 20, 21, 1000})
    void everyRateIsPositiveAndAtMostThePeak(long steps) {
        for (long step = 0; step < steps; step++) {
            assertThat(Schedule.COSINE.rate(0.5f, step, steps)).isPositive().isLessThanOrEqualTo(0.5f);
        }
    }

    @Test
    void namesAreThoseOfOptionsAndCards() {
        assertThat(Schedule.values()).extracting(Schedule::toString).containsExactly("constant", "cosine");
    }
}
