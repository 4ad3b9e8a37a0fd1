package io.pawstream.processor.observe;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.pawstream.contract.event.InstanceStatus;
import io.pawstream.contract.event.InstanceStatus.Counts;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Activity of all instances in each of the last 300 seconds. Safe for use by several threads. */
public final class LiveHistory {

    private static final int SECONDS = 300;

    /** Percentiles cover several seconds, because the status of an instance may arrive a little early or late. */
    private static final int LATENCY_SECONDS = 3;

    private final Map<String, Counts> before = new HashMap<>();
    private final Deque<Point> points = new ArrayDeque<>();
    private final Deque<List<Long>> latencies = new ArrayDeque<>();

    /**
     * One second.
     *
     * @param atMillis end of the second, in milliseconds since the epoch
     * @param lagRecords consumer lag; null without a live instance
     * @param counts counts of this second, without latencies
     */
    public record Point(
            long atMillis,
            @JsonUnwrapped Throughput throughput,
            @Nullable Long lagRecords,
            @JsonUnwrapped Latency latency,
            Second counts) {}

    /**
     * Records per second.
     *
     * @param received image records
     * @param classified predictions
     * @param rejected rejections
     */
    public record Throughput(double received, double classified, double rejected) {}

    /**
     * Latency of the results of the last seconds.
     *
     * @param p50Seconds median; null without results
     * @param p99Seconds 99th percentile; null without results
     */
    public record Latency(
            @Nullable Double p50Seconds, @Nullable Double p99Seconds) {}

    /**
     * Counts of one second.
     *
     * @param classes predictions by label
     * @param rejections rejections by the word of their reason
     * @param confidence predictions by {@link InstanceStatus#CONFIDENCE_BOUNDS}
     * @param shadowPredictions images that the shadow model classified
     * @param shadowAgreements those of them with the same label from both models
     */
    public record Second(
            Map<String, Long> classes,
            Map<String, Long> rejections,
            List<Long> confidence,
            long shadowPredictions,
            long shadowAgreements) {}

    /**
     * Adds the second that ends now.
     *
     * @param alive latest status of each live instance
     * @param nowMillis milliseconds since the epoch
     */
    public synchronized Point add(List<InstanceStatus> alive, long nowMillis) {
        CountsSum sum = new CountsSum();
        for (InstanceStatus status : alive) {
            Counts now = status.counts();
            Counts then = before.put(status.instance(), now);
            // Counts from before an instance was first seen belong to no second.
            if (then != null) {
                sum.addSince(now, then);
            }
        }
        before.keySet().retainAll(alive.stream().map(InstanceStatus::instance).collect(Collectors.toSet()));
        keep(latencies, sum.latency(), LATENCY_SECONDS);
        Point point = new Point(nowMillis, throughput(alive), lag(alive), latency(), sum.second());
        keep(points, point, SECONDS);
        return point;
    }

    private static Throughput throughput(List<InstanceStatus> alive) {
        return new Throughput(
                sum(alive, InstanceStatus::receivedPerSecond),
                sum(alive, InstanceStatus::classifiedPerSecond),
                sum(alive, InstanceStatus::rejectedPerSecond));
    }

    private static double sum(List<InstanceStatus> alive, ToDoubleFunction<InstanceStatus> value) {
        return alive.stream().mapToDouble(value).sum();
    }

    private static @Nullable Long lag(List<InstanceStatus> alive) {
        return alive.isEmpty()
                ? null
                : (Long) alive.stream().mapToLong(InstanceStatus::lagRecords).sum();
    }

    private Latency latency() {
        List<Long> recent = CountsSum.sum(latencies);
        return new Latency(
                Percentile.of(0.5, InstanceStatus.LATENCY_BOUNDS, recent),
                Percentile.of(0.99, InstanceStatus.LATENCY_BOUNDS, recent));
    }

    private static <T> void keep(Deque<T> last, T next, int size) {
        last.add(next);
        if (last.size() > size) {
            last.poll();
        }
    }

    /** The last five minutes, oldest second first. */
    public synchronized List<Point> points() {
        return new ArrayList<>(points);
    }
}
