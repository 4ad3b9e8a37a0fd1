package io.pawstream.benchmark.consumers;

import static io.pawstream.benchmark.shared.Statistics.median;
import static io.pawstream.benchmark.shared.Statistics.medianRatio;

import io.pawstream.benchmark.throughput.Throughput;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** The rounds of all consumers, and the CPU time of Pawstream relative to the other consumers. */
final class Comparison {

    private final String subject;
    private final Map<Key, List<Trial.Result>> rounds = new LinkedHashMap<>();

    /**
     * A consumer with a model.
     *
     * @param consumer label of the consumer
     * @param model name of the model
     */
    record Key(String consumer, String model) {
        @Override
        public String toString() {
            return consumer + ", " + model;
        }
    }

    /**
     * A relation of CPU times.
     *
     * @param peer the other consumer that used the least CPU time
     * @param ratio median of the rounds: CPU time of the subject divided by that of the other consumer
     */
    record Ratio(Key peer, double ratio) {}

    /**
     * Creates an empty comparison.
     *
     * @param subject label of the consumer that is compared with all others
     */
    Comparison(String subject) {
        this.subject = subject;
    }

    /** Adds a round. */
    void add(Key key, Trial.Result result) {
        rounds.computeIfAbsent(key, each -> new ArrayList<>()).add(result);
    }

    /** {@return what was measured, in order of the first round} */
    Set<Key> keys() {
        return rounds.keySet();
    }

    /** {@return median throughput and CPU time of the rounds} */
    Throughput throughput(Key key) {
        return new Throughput(
                median(throughputs(key), Throughput::imagesPerSecond),
                median(throughputs(key), Throughput::cpuMillisPerImage));
    }

    /** {@return median of a percentile of the latency in milliseconds} */
    double latencyMillis(Key key, double percentile) {
        return median(rounds(key), result -> result.latencies().millis(percentile));
    }

    /** {@return the results after the kill; empty if the consumer was not killed} */
    Optional<Delivery> delivery(Key key) {
        return rounds(key).stream()
                .map(Trial.Result::delivery)
                .filter(Objects::nonNull)
                .findFirst();
    }

    /** {@return the CPU time of the subject with a model, divided by that of another consumer, as the median of the rounds} */
    double ratio(String model, Key peer) {
        return medianRatio(throughputs(new Key(subject, model)), throughputs(peer), Throughput::cpuMillisPerImage);
    }

    /**
     * Compares the subject with the best other consumer.
     *
     * @param model model of the subject
     * @param peerModel model of the others
     * @return empty if no other consumer ran that model
     */
    Optional<Ratio> bestRatio(String model, String peerModel) {
        return rounds.keySet().stream()
                .filter(key -> !key.consumer().equals(subject) && key.model().equals(peerModel))
                .min(Comparator.comparingDouble(key -> throughput(key).cpuMillisPerImage()))
                .map(peer -> new Ratio(peer, ratio(model, peer)));
    }

    private List<Trial.Result> rounds(Key key) {
        List<Trial.Result> results = rounds.get(key);
        if (results == null) {
            throw new IllegalArgumentException("nothing was measured for " + key);
        }
        return results;
    }

    private List<Throughput> throughputs(Key key) {
        return rounds(key).stream().map(Trial.Result::throughput).toList();
    }
}
