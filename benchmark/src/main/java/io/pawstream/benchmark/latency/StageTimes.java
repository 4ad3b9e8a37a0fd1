package io.pawstream.benchmark.latency;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The time that images spend in each stage of the processor, from its metrics.
 *
 * @param cumulative for each stage, the number of images up to each upper bound in seconds, which may be infinite
 */
record StageTimes(Map<String, TreeMap<Double, Double>> cumulative) {

    /** The stages of an image in their order. {@code publish} is part of {@code commit}. */
    static final List<String> STAGES = List.of("poll", "queue", "decode", "inference", "process", "publish", "commit");

    private static final Pattern BUCKET =
            Pattern.compile("pawstream_stage_seconds_bucket\\{stage=\"(\\w+)\",le=\"([^\"]+)\",?} (\\S+)");

    /**
     * Reads the times since the start of the processor.
     *
     * @param metrics metrics in the text format of Prometheus
     */
    static StageTimes of(String metrics) {
        Map<String, TreeMap<Double, Double>> cumulative = new TreeMap<>();
        metrics.lines().map(BUCKET::matcher).filter(Matcher::matches).forEach(bucket -> {
            double bound =
                    bucket.group(2).equals("+Inf") ? Double.POSITIVE_INFINITY : Double.parseDouble(bucket.group(2));
            cumulative
                    .computeIfAbsent(bucket.group(1), stage -> new TreeMap<>())
                    .put(bound, Double.parseDouble(bucket.group(3)));
        });
        return new StageTimes(cumulative);
    }

    /** Returns the times since an earlier moment. */
    StageTimes since(StageTimes earlier) {
        Map<String, TreeMap<Double, Double>> difference = new TreeMap<>();
        cumulative.forEach((stage, counts) -> {
            TreeMap<Double, Double> counted = new TreeMap<>();
            Map<Double, Double> before = earlier.cumulative.getOrDefault(stage, new TreeMap<>());
            counts.forEach((bound, count) -> counted.put(bound, count - before.getOrDefault(bound, 0.0)));
            difference.put(stage, counted);
        });
        return new StageTimes(difference);
    }

    /**
     * Estimates a quantile of a stage by linear interpolation within its bin, as Prometheus does.
     *
     * @param stage name of the stage
     * @param quantile 0 to 1
     * @return milliseconds; the last finite bound if the quantile is above it; 0 without images
     */
    double millis(String stage, double quantile) {
        TreeMap<Double, Double> counts = cumulative.getOrDefault(stage, new TreeMap<>());
        if (counts.isEmpty() || counts.lastEntry().getValue() == 0) {
            return 0;
        }
        double rank = quantile * counts.lastEntry().getValue();
        double lowerBound = 0;
        double lowerCount = 0;
        for (Map.Entry<Double, Double> bin : counts.entrySet()) {
            if (bin.getKey().isInfinite()) {
                break;
            }
            if (bin.getValue() >= rank && bin.getValue() > lowerCount) {
                double share = (rank - lowerCount) / (bin.getValue() - lowerCount);
                return 1e3 * (lowerBound + share * (bin.getKey() - lowerBound));
            }
            lowerBound = bin.getKey();
            lowerCount = bin.getValue();
        }
        return 1e3 * lowerBound;
    }

    /** Returns the median and the 99th percentile of each stage in one line. */
    @Override
    public String toString() {
        return STAGES.stream()
                .map(stage ->
                        String.format(Locale.ROOT, "%s %.1f/%.1f", stage, millis(stage, 0.5), millis(stage, 0.99)))
                .collect(Collectors.joining(", "));
    }
}
