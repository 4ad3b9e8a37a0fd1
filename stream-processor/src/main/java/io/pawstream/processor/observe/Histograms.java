package io.pawstream.processor.observe;

import io.micrometer.core.instrument.distribution.CountAtBucket;
import io.micrometer.core.instrument.distribution.HistogramSupport;

/** Reads histograms of the registry. */
final class Histograms {

    private Histograms() {}

    /**
     * Adds the counts of a histogram's buckets, which are cumulative, to the counts of bins.
     *
     * @param bins one for each bucket, or one more for what lies above the last bucket
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
