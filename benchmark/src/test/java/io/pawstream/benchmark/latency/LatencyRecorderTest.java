package io.pawstream.benchmark.latency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class LatencyRecorderTest {

    private static final long MILLI = 1_000_000L;

    @Test
    void percentilesAreInMilliseconds() {
        LatencyRecorder recorder = new LatencyRecorder(0);
        for (int i = 1; i <= 1000; i++) {
            recorder.record(i, 5 * MILLI, (5 + i) * MILLI);
        }
        assertThat(recorder.millis(50)).isCloseTo(500, within(1.0));
        assertThat(recorder.millis(99)).isCloseTo(990, within(1.0));
        assertThat(recorder.millis(99.9)).isCloseTo(999, within(1.0));
    }

    @Test
    void theWarmUpIsIgnored() {
        LatencyRecorder recorder = new LatencyRecorder(10);
        recorder.record(9, 0, 500 * MILLI);
        recorder.record(10, 0, 20 * MILLI);
        assertThat(recorder.count()).isEqualTo(1);
        assertThat(recorder.millis(100)).isCloseTo(20, within(0.1));
    }

    @Test
    void aDelayedPublisherIncreasesTheLatency() {
        LatencyRecorder recorder = new LatencyRecorder(0);
        // Due every 10 ms, all sent and received after 1 s: the first one has waited for 1 s, the last one for 10 ms.
        for (int i = 0; i < 100; i++) {
            recorder.record(i, i * 10L * MILLI, 1_000 * MILLI);
        }
        assertThat(recorder.millis(100)).isCloseTo(1_000, within(1.0));
        assertThat(recorder.millis(50)).isCloseTo(500, within(10.0));
    }

    @Test
    void aResultThatIsReadBeforeItsImageIsDueHasNoNegativeLatency() {
        LatencyRecorder recorder = new LatencyRecorder(0);
        recorder.record(0, 10 * MILLI, 9 * MILLI);
        assertThat(recorder.millis(100)).isZero();
    }

    @Test
    void valueNamesHaveTheUnit() {
        assertThat(LatencyCommand.valueName(50)).isEqualTo("latency p50 (ms)");
        assertThat(LatencyCommand.valueName(99.9)).isEqualTo("latency p99.9 (ms)");
    }
}
