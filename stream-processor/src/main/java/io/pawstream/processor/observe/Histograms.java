package io.pawstream.processor.observe;

import io.micrometer.core.instrument.distribution.CountAtBucket;
import io.micrometer.core.instrument.distribution.HistogramSupport;

/** Reads histograms of the meter registry. */
final class Histograms {

    private Histograms() {}

    /**
     * Adds the counts of a histogram, whose buckets are cumulative, to bins.
     *
     * @param bins one per bucket, and optionally one for values above the last bucket
     */
    static void add(HistogramSupport histogram, long[] bins) {
        var snapshot = histogram.takeSnapshot();
        long below = 0;
        int bin = 0;
        for (CountAtBucket bucket : snapshot.histogramCounts()) {
            long count = (long) bucket.count();
            if (bin < bins.length) {
                bins[bin] += count - below;
            }
            below = count;
            bin++;
        }
        if (bin < bins.length) {
            bins[bin] += Math.max(0, snapshot.count() - below);
        }
    }
}
