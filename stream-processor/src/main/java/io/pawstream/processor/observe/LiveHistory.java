package io.pawstream.processor.observe;

import io.pawstream.contract.event.InstanceStatus;
import io.pawstream.contract.event.InstanceStatus.Counts;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What all instances together did in each of the last seconds. Safe for use by several threads. */
public final class LiveHistory {

    private static final int SECONDS = 300;

    /** Percentiles are of so many seconds, for an instance's status may come a little early or late. */
    private static final int LATENCY_SECONDS = 3;

    private final Map<String, Counts> before = new HashMap<>();
    private final Deque<Point> points = new ArrayDeque<>();
    private final Deque<List<Long>> latencies = new ArrayDeque<>();

    /**
     * A second.
     *
     * @param atMillis when it ended
     * @param received image records a second
     * @param classified predictions a second
     * @param rejected rejections a second
     * @param lagRecords image records that wait in the topic; null if no instance tells
     * @param p50Seconds half of the last answers took no longer since their image was published; null if there were none
     * @param p99Seconds 99% of them took no longer
     * @param counts what was counted in this second; latencies are left out
     */
    public record Point(
            long atMillis,
            double received,
            double classified,
            double rejected,
            Long lagRecords,
            Double p50Seconds,
            Double p99Seconds,
            Second counts) {}

    /**
     * What was counted in a second.
     *
     * @param classes predictions by their label
     * @param rejections rejections by the word of their reason
     * @param confidence predictions by {@link io.pawstream.model.ConfidenceBins}
     * @param shadowPredictions images on which the shadow model was tried
     * @param shadowAgreements those on which both models agreed
     */
    public record Second(
            Map<String, Long> classes,
            Map<String, Long> rejections,
            List<Long> confidence,
            long shadowPredictions,
            long shadowAgreements) {}

    /** Adds the second that ends now, from what the instances have last told. */
    public synchronized Point add(List<InstanceStatus> alive, long nowMillis) {
        CountsSum sum = new CountsSum();
        for (InstanceStatus status : alive) {
            Counts now = status.counts();
            Counts then = before.put(status.instance(), now);
            // What an instance did before it was first seen belongs to no second.
            if (then != null) {
                sum.addSince(now, then);
            }
        }
        before.keySet().retainAll(alive.stream().map(InstanceStatus::instance).collect(Collectors.toSet()));
        keep(latencies, sum.latency(), LATENCY_SECONDS);
        List<Long> recent = CountsSum.sum(latencies);
        Point point = new Point(
                nowMillis,
                alive.stream().mapToDouble(InstanceStatus::receivedPerSecond).sum(),
                alive.stream().mapToDouble(InstanceStatus::classifiedPerSecond).sum(),
                alive.stream().mapToDouble(InstanceStatus::rejectedPerSecond).sum(),
                alive.isEmpty()
                        ? null
                        : (Long) alive.stream()
                                .mapToLong(InstanceStatus::lagRecords)
                                .sum(),
                Percentile.of(0.5, InstanceStatus.LATENCY_BOUNDS, recent),
                Percentile.of(0.99, InstanceStatus.LATENCY_BOUNDS, recent),
                sum.second());
        keep(points, point, SECONDS);
        return point;
    }

    private static <T> void keep(Deque<T> last, T next, int size) {
        last.add(next);
        if (last.size() > size) {
            last.poll();
        }
    }

    /** The last five minutes, the oldest second first. */
    public synchronized List<Point> points() {
        return new ArrayList<>(points);
    }
}
