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

/** Keeps the activity of all instances in each of the last 300 seconds. Thread-safe. */
public final class LiveHistory {

    private static final int SECONDS = 300;

    /** Seconds that percentiles cover. The status of an instance may arrive slightly early or late. */
    private static final int LATENCY_SECONDS = 3;

    private final Map<String, Counts> before = new HashMap<>();
    private final Deque<Point> points = new ArrayDeque<>();
    private final Deque<List<Long>> latencies = new ArrayDeque<>();

    /**
     * The activity in one second.
     *
     * @param atMillis end of the second, in milliseconds since the epoch
     * @param throughput records per second
     * @param lagRecords consumer lag in records; absent without a live instance
     * @param latency latency of the last seconds
     * @param counts counts of this second, without latencies
     */
    public record Point(
            long atMillis,
            @JsonUnwrapped Throughput throughput,
            @Nullable Long lagRecords,
            @JsonUnwrapped Latency latency,
            Second counts) {}

    /**
     * Records per second of all instances.
     *
     * @param received image records per second
     * @param classified predictions per second
     * @param rejected rejections per second
     */
    public record Throughput(double received, double classified, double rejected) {}

    /**
     * Latency of the results of the last seconds.
     *
     * @param p50Seconds median; absent without results
     * @param p99Seconds 99th percentile; absent without results
     */
    public record Latency(
            @Nullable Double p50Seconds, @Nullable Double p99Seconds) {}

    /**
     * Counts of one second.
     *
     * @param classes number of predictions by label
     * @param rejections number of rejections by reason
     * @param confidence number of predictions by confidence, one count per bin of {@link
     *     InstanceStatus#CONFIDENCE_BOUNDS}
     * @param shadowPredictions number of images that the shadow model classified
     * @param shadowAgreements number of those images for which both models predicted the same label
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
     * @param nowMillis end of the second, in milliseconds since the epoch
     * @return the activity in this second
     */
    public synchronized Point add(List<InstanceStatus> alive, long nowMillis) {
        CountsSum sum = new CountsSum();
        for (InstanceStatus status : alive) {
            Counts now = status.counts();
            Counts then = before.put(status.instance(), now);
            // The first report of an instance contains counts of earlier seconds.
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

    /** {@return a copy of the last five minutes, oldest second first} */
    public synchronized List<Point> points() {
        return new ArrayList<>(points);
    }
}
