package io.pawstream.processor.observe;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ProbabilityHistogramTest {

    private final TestRegistry registry = new TestRegistry();

    private ProbabilityHistogram histogram(String... labelNames) {
        return new ProbabilityHistogram("test", "a test", List.of(0.5, 0.75, 1.0), List.of(labelNames))
                .register(registry.collectors());
    }

    @Test
    void boundsAreInclusive() {
        ProbabilityHistogram histogram = histogram();
        for (double value : new double[] {0, 0.5, 0.51, 0.75, 0.76, 1}) {
            histogram.record(value);
        }
        assertThat(histogram.counts()).containsExactly(2L, 2L, 2L);
    }

    @Test
    void exposesCumulativeBuckets() {
        ProbabilityHistogram histogram = histogram("model", "version");
        histogram.record(0.25, "a", "1");
        histogram.record(0.5, "a", "1");
        histogram.record(1, "a", "1");
        histogram.record(0.625, "b", "2");
        assertThat(registry.scrape()).isEqualTo("""
                        # HELP test a test
                        # TYPE test histogram
                        test_bucket{model="a",version="1",le="0.5",} 2.0
                        test_bucket{model="a",version="1",le="0.75",} 2.0
                        test_bucket{model="a",version="1",le="1.0",} 3.0
                        test_bucket{model="a",version="1",le="+Inf",} 3.0
                        test_count{model="a",version="1",} 3.0
                        test_sum{model="a",version="1",} 1.75
                        test_bucket{model="b",version="2",le="0.5",} 0.0
                        test_bucket{model="b",version="2",le="0.75",} 1.0
                        test_bucket{model="b",version="2",le="1.0",} 1.0
                        test_bucket{model="b",version="2",le="+Inf",} 1.0
                        test_count{model="b",version="2",} 1.0
                        test_sum{model="b",version="2",} 0.625
                        """);
        assertThat(histogram.counts()).containsExactly(2L, 1L, 1L);
    }

    @Test
    void startsAtZeroWithoutLabels() {
        assertThat(histogram().counts()).containsExactly(0L, 0L, 0L);
        assertThat(registry.scrape()).contains("test_bucket{le=\"0.5\",} 0.0\n", "test_count 0.0\n");
    }
}
