package io.pawstream.processor.observe;

import io.prometheus.client.Collector;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.DoubleAdder;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;

/**
 * A Prometheus histogram of values from 0 to 1. Histograms of Micrometer round each value up to an integer, which would
 * put all probabilities into the bucket of 1. Thread-safe.
 */
final class ProbabilityHistogram extends Collector {

    private final String name;
    private final String help;
    private final List<String> labelNames;
    private final List<Double> bounds;
    private final Map<String, Series> series = new ConcurrentSkipListMap<>();

    private record Series(List<String> labels, List<LongAdder> bins, DoubleAdder sum) {}

    /**
     * Creates a histogram without values.
     *
     * @param name name of the metric
     * @param help description of the metric
     * @param bounds inclusive upper bounds of the buckets, ascending; the last one is 1
     * @param labelNames names of the labels, without {@code le}
     */
    ProbabilityHistogram(String name, String help, List<Double> bounds, List<String> labelNames) {
        this.name = name;
        this.help = help;
        this.bounds = List.copyOf(bounds);
        this.labelNames = List.copyOf(labelNames);
        if (labelNames.isEmpty()) {
            series(List.of());
        }
    }

    /**
     * Counts a value.
     *
     * @param value 0 to 1
     * @param labels values of the labels, in the order of their names
     */
    void record(double value, String... labels) {
        Series counted = series(List.of(labels));
        int bin = 0;
        while (bin < bounds.size() - 1 && value > bounds.get(bin)) {
            bin++;
        }
        counted.bins.get(bin).increment();
        counted.sum.add(value);
    }

    private Series series(List<String> labels) {
        return series.computeIfAbsent(
                String.join("\n", labels),
                key -> new Series(
                        labels,
                        Stream.generate(LongAdder::new).limit(bounds.size()).toList(),
                        new DoubleAdder()));
    }

    /** Returns the number of values in each bucket over all labels, not cumulative. */
    List<Long> counts() {
        List<Long> counts = new ArrayList<>();
        for (int bin = 0; bin < bounds.size(); bin++) {
            long count = 0;
            for (Series each : series.values()) {
                count += each.bins.get(bin).sum();
            }
            counts.add(count);
        }
        return counts;
    }

    @Override
    public List<MetricFamilySamples> collect() {
        List<MetricFamilySamples.Sample> samples = new ArrayList<>();
        series.values().forEach(each -> addSamples(each, samples));
        return List.of(new MetricFamilySamples(name, Type.HISTOGRAM, help, samples));
    }

    private void addSamples(Series from, List<MetricFamilySamples.Sample> samples) {
        List<String> names = new ArrayList<>(labelNames);
        names.add("le");
        double cumulative = 0;
        for (int bin = 0; bin < bounds.size(); bin++) {
            cumulative += from.bins.get(bin).sum();
            samples.add(bucket(names, from.labels, bounds.get(bin), cumulative));
        }
        samples.add(bucket(names, from.labels, Double.POSITIVE_INFINITY, cumulative));
        samples.add(new MetricFamilySamples.Sample(name + "_count", labelNames, from.labels, cumulative));
        samples.add(new MetricFamilySamples.Sample(name + "_sum", labelNames, from.labels, from.sum.sum()));
    }

    private MetricFamilySamples.Sample bucket(List<String> names, List<String> labels, double bound, double count) {
        List<String> values = new ArrayList<>(labels);
        values.add(doubleToGoString(bound));
        return new MetricFamilySamples.Sample(name + "_bucket", names, values, count);
    }
}
