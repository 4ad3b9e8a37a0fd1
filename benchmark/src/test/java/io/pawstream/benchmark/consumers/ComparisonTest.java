package io.pawstream.benchmark.consumers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.pawstream.benchmark.latency.LatencyRecorder;
import io.pawstream.benchmark.throughput.Throughput;
import org.junit.jupiter.api.Test;

class ComparisonTest {

    private static final Comparison.Key PAWSTREAM = new Comparison.Key("Pawstream", "m");
    private static final Comparison.Key PYTHON = new Comparison.Key("Python", "m");
    private static final Comparison.Key FLINK = new Comparison.Key("Flink", "m");

    private final Comparison comparison = new Comparison("Pawstream");

    @Test
    void theRatioIsTheMedianOfTheRounds() {
        add(PAWSTREAM, 2, 3, 8);
        add(PYTHON, 4, 4, 8);
        assertThat(comparison.ratio("m", PYTHON)).isEqualTo(0.75);
        assertThat(comparison.throughput(PYTHON).cpuMillisPerImage()).isEqualTo(4);
    }

    @Test
    void theBestOtherConsumerUsesTheLeastCpuTimeWithTheModel() {
        add(PAWSTREAM, 1);
        add(new Comparison.Key("Pawstream", "m-8bit"), 0.5);
        add(PYTHON, 4);
        add(FLINK, 2);
        add(new Comparison.Key("Python", "m-8bit"), 1);
        assertThat(comparison.bestRatio("m", "m")).hasValue(new Comparison.Ratio(FLINK, 0.5));
        assertThat(comparison.bestRatio("m-8bit", "m")).hasValue(new Comparison.Ratio(FLINK, 0.25));
        assertThat(comparison.bestRatio("m", "other")).isEmpty();
    }

    @Test
    void theLatencyIsTheMedianOfTheRounds() {
        for (long millis : new long[] {5, 7, 90}) {
            LatencyRecorder latencies = new LatencyRecorder(0);
            latencies.record(0, 0, millis * 1_000_000);
            comparison.add(PYTHON, new Trial.Result(new Throughput(1, 1), latencies, null));
        }
        assertThat(comparison.latencyMillis(PYTHON, 50)).isCloseTo(7, within(0.01));
    }

    @Test
    void theDeliveryIsThatOfTheRoundWithAKill() {
        Delivery delivery = new Delivery(0, 1);
        add(PYTHON, 1);
        assertThat(comparison.delivery(PYTHON)).isEmpty();
        comparison.add(PYTHON, new Trial.Result(new Throughput(1, 1), new LatencyRecorder(0), delivery));
        assertThat(comparison.delivery(PYTHON)).contains(delivery);
    }

    @Test
    void whatWasNotMeasuredIsAnError() {
        assertThatThrownBy(() -> comparison.throughput(FLINK)).hasMessageContaining("Flink, m");
    }

    private void add(Comparison.Key key, double... cpuMillis) {
        for (double each : cpuMillis) {
            comparison.add(key, new Trial.Result(new Throughput(100, each), new LatencyRecorder(0), null));
        }
    }
}
