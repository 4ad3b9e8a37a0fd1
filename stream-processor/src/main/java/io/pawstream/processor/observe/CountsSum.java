package io.pawstream.processor.observe;

import io.pawstream.contract.event.InstanceStatus.Counts;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Sums what several instances counted since an earlier report. */
final class CountsSum {

    private final Map<String, Long> classes = new TreeMap<>();
    private final Map<String, Long> rejections = new TreeMap<>();
    private List<Long> confidence = List.of();
    private List<Long> latency = List.of();
    private long shadowPredictions;
    private long shadowAgreements;

    /** Adds what an instance counted between two of its reports, or since its start if it restarted in between. */
    void addSince(Counts now, Counts then) {
        boolean restarted = total(now) < total(then);
        add(classes, now.classes(), restarted ? Map.of() : then.classes());
        add(rejections, now.rejections(), restarted ? Map.of() : then.rejections());
        confidence = add(confidence, difference(now.confidence(), restarted ? List.of() : then.confidence()));
        latency = add(latency, difference(now.latency(), restarted ? List.of() : then.latency()));
        shadowPredictions += now.shadowPredictions() - (restarted ? 0 : then.shadowPredictions());
        shadowAgreements += now.shadowAgreements() - (restarted ? 0 : then.shadowAgreements());
    }

    private static long total(Counts counts) {
        return counts.latency().stream().mapToLong(Long::longValue).sum();
    }

    private static void add(Map<String, Long> sum, Map<String, Long> now, Map<String, Long> then) {
        now.forEach((name, count) -> {
            long more = count - then.getOrDefault(name, 0L);
            if (more > 0) {
                sum.merge(name, more, Long::sum);
            }
        });
    }

    private static List<Long> difference(List<Long> now, List<Long> then) {
        List<Long> difference = new ArrayList<>();
        for (int i = 0; i < now.size(); i++) {
            difference.add(now.get(i) - (i < then.size() ? then.get(i) : 0));
        }
        return difference;
    }

    private static List<Long> add(List<Long> one, List<Long> other) {
        List<Long> sum = new ArrayList<>();
        for (int i = 0; i < Math.max(one.size(), other.size()); i++) {
            sum.add((i < one.size() ? one.get(i) : 0) + (i < other.size() ? other.get(i) : 0));
        }
        return sum;
    }

    /** Sums lists element by element; missing elements count as 0. */
    static List<Long> sum(Collection<List<Long>> all) {
        return all.stream().reduce(List.of(), CountsSum::add);
    }

    /** Returns the number of results by latency. */
    List<Long> latency() {
        return latency;
    }

    /** Returns all other counts. */
    LiveHistory.Second second() {
        return new LiveHistory.Second(classes, rejections, confidence, shadowPredictions, shadowAgreements);
    }
}
