package io.pawstream.processor.observe;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Estimates percentiles of a histogram by linear interpolation, like {@code histogram_quantile} of Prometheus. */
final class Percentile {

    private Percentile() {}

    /**
     * Estimates a percentile.
     *
     * @param share share of the values that are at most the percentile, 0 to 1
     * @param bounds upper bounds of the buckets, ascending
     * @param counts one count per bucket, and one for values above the last bound
     * @return the percentile, at most the last bound; null if there are no values
     */
    static @Nullable Double of(double share, List<Double> bounds, List<Long> counts) {
        double rank = share * counts.stream().mapToLong(Long::longValue).sum();
        double below = 0;
        double lower = 0;
        for (int i = 0; i < bounds.size() && i < counts.size(); i++) {
            long count = counts.get(i);
            if (count > 0 && below + count >= rank) {
                return lower + (bounds.get(i) - lower) * (rank - below) / count;
            }
            below += count;
            lower = bounds.get(i);
        }
        return rank > 0 ? lower : null;
    }
}
