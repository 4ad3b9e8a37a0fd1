package io.pawstream.benchmark.latency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class StageTimesTest {

    private static String metrics(int upTo5, int upTo10, int all) {
        return """
                # TYPE pawstream_stage_seconds histogram
                pawstream_stage_seconds_bucket{stage="commit",le="0.005",} %d.0
                pawstream_stage_seconds_bucket{stage="commit",le="0.01"} %d.0
                pawstream_stage_seconds_bucket{stage="commit",le="+Inf",} %d.0
                pawstream_stage_seconds_count{stage="commit",} 7.0
                """.formatted(upTo5, upTo10, all);
    }

    @Test
    void quantilesAreInterpolatedWithinTheirBin() {
        StageTimes times = StageTimes.of(metrics(50, 100, 100));
        assertThat(times.millis("commit", 0.25)).isCloseTo(2.5, within(1e-9));
        assertThat(times.millis("commit", 0.5)).isCloseTo(5, within(1e-9));
        assertThat(times.millis("commit", 0.99)).isCloseTo(9.9, within(1e-9));
    }

    @Test
    void aQuantileAboveTheLastBoundIsThatBound() {
        assertThat(StageTimes.of(metrics(1, 2, 100)).millis("commit", 0.5)).isCloseTo(10, within(1e-9));
    }

    @Test
    void earlierTimesAreSubtracted() {
        StageTimes times = StageTimes.of(metrics(50, 150, 150)).since(StageTimes.of(metrics(50, 50, 50)));
        assertThat(times.millis("commit", 0.5)).isCloseTo(7.5, within(1e-9));
    }

    @Test
    void aStageWithoutImagesHasNoTime() {
        assertThat(StageTimes.of("").millis("poll", 0.99)).isZero();
        assertThat(StageTimes.of(metrics(0, 0, 0)).millis("commit", 0.99)).isZero();
    }

    @Test
    void theLineNamesEachStageOnce() {
        assertThat(StageTimes.of(metrics(50, 100, 100)).toString())
                .isEqualTo("poll 0.0/0.0, queue 0.0/0.0, decode 0.0/0.0, inference 0.0/0.0, process 0.0/0.0,"
                        + " publish 0.0/0.0, commit 5.0/9.9");
    }
}
