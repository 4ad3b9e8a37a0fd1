package io.pawstream.trainer.training;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class StepTimesTest {

    @Test
    void areMediansInMilliseconds() {
        long[][] nanos = {
            {0, 1_000_000, 3_000_000, 6_000_000, 10_000_000},
            {0, 2_000_000, 5_000_000, 9_000_000, 14_000_000},
            {0, 50_000_000, 60_000_000, 70_000_000, 80_000_000}
        };
        StepTimes times = StepTimes.of(nanos);
        assertThat(times).isEqualTo(new StepTimes(3, 14, 2, 3, 4, 5));
        assertThat(times)
                .hasToString("3 steps, median 14.0 ms: waiting for data 2.0, forward 3.0, backward 4.0, update 5.0");
    }
}
