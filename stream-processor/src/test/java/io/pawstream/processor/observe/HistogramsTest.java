package io.pawstream.processor.observe;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.DistributionSummary;
import org.junit.jupiter.api.Test;

class HistogramsTest {

    private final DistributionSummary summary =
            DistributionSummary.builder("test").serviceLevelObjectives(1, 2, 4).register(new TestRegistry().meters());

    private void record(double... values) {
        for (double value : values) {
            summary.record(value);
        }
    }

    @Test
    void turnsCumulativeBucketsIntoBins() {
        record(0.5, 1, 1.5, 3, 3, 3);
        long[] bins = new long[4];
        Histograms.add(summary, bins);
        assertThat(bins).containsExactly(2, 1, 3, 0);
    }

    @Test
    void countsValuesAboveTheLastBucketInOneMoreBin() {
        record(0.5, 5, 100);
        long[] bins = new long[4];
        Histograms.add(summary, bins);
        assertThat(bins).containsExactly(1, 0, 0, 2);
    }

    @Test
    void leavesOutValuesAboveTheLastBucketWithoutABinForThem() {
        record(0.5, 5);
        long[] bins = new long[3];
        Histograms.add(summary, bins);
        assertThat(bins).containsExactly(1, 0, 0);
    }

    @Test
    void addsToWhatIsThere() {
        record(1.5);
        long[] bins = {10, 20, 30, 40};
        Histograms.add(summary, bins);
        assertThat(bins).containsExactly(10, 21, 30, 40);
    }
}
