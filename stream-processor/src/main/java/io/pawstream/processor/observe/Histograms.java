package io.pawstream.processor.observe;

import io.micrometer.core.instrument.distribution.CountAtBucket;
import io.micrometer.core.instrument.distribution.HistogramSupport;

/** Reads the counts of Micrometer histograms. */
final class Histograms {

    private Histograms() {}

    /**
     * Adds the counts of a histogram to bins, which are not cumulative, unlike the buckets of the histogram.
     *
     * @param histogram the histogram
     * @param bins one count per bucket, and optionally one for values above the last bucket; modified
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
