package io.pawstream.quickstart.demo;

import io.pawstream.contract.event.PredictionEvent;
import io.pawstream.contract.event.Rejection;
import io.pawstream.contract.event.RejectionReason;
import io.pawstream.model.ClassNames;
import io.pawstream.producer.publish.OutgoingImage;
import io.pawstream.producer.publish.PublishListener;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/** Counts published images and their results. Thread-safe. */
final class DemoTally implements PublishListener {

    /** A new process is slower, because its code is not compiled yet. */
    private static final long WARM_UP_NANOS = TimeUnit.SECONDS.toNanos(DemoSummary.WARM_UP_SECONDS);

    /** Latencies in microseconds up to one hour, with three significant digits. */
    private final Histogram warmUpMicros = new Histogram(3_600_000_000L, 3);

    private final Histogram latencyMicros = new Histogram(3_600_000_000L, 3);

    private final List<String> classes;
    private final ClassNames classNames;
    private final Map<String, OutgoingImage> pending = new HashMap<>();
    private final Set<String> completed = new HashSet<>();
    private final Map<String, Long> classified = new TreeMap<>();
    private final Map<RejectionReason, Long> rejected = new EnumMap<>(RejectionReason.class);
    private long acknowledged;
    private long duplicates;
    private long foreign;
    private long labeled;
    private long correct;
    private long others;
    private long firstSendNanoTime;
    private long lastResultNanoTime;
    private boolean ended;

    /**
     * Creates a tally.
     *
     * @param classes classes of the model; only the labels of images that name one of them count as known
     */
    DemoTally(List<String> classes) {
        this.classes = List.copyOf(classes);
        this.classNames = new ClassNames(classes);
    }

    @Override
    public synchronized void sending(OutgoingImage image) {
        if (firstSendNanoTime == 0) {
            firstSendNanoTime = image.sendNanoTime();
        }
        pending.put(image.id(), image);
    }

    @Override
    public synchronized void acknowledged(OutgoingImage image, int partition, long offset) {
        acknowledged++;
    }

    @Override
    public synchronized void tooLarge(OutgoingImage image) {
        pending.remove(image.id());
    }

    @Override
    public synchronized void failed(OutgoingImage image, Exception cause) {
        pending.remove(image.id());
    }

    /**
     * Counts a committed prediction.
     *
     * @param prediction the prediction
     * @param nanoTime when it was read, on the clock of {@link System#nanoTime}
     */
    synchronized void predicted(PredictionEvent prediction, long nanoTime) {
        OutgoingImage image = complete(prediction.imageId(), nanoTime);
        if (image == null) {
            return;
        }
        classified.merge(prediction.label(), 1L, Long::sum);
        if (image.label().isPresent()) {
            OptionalInt known = classNames.indexOf(image.label().get());
            labeled += known.isPresent() ? 1 : 0;
            others += known.isPresent() ? 0 : 1;
            correct += known.isPresent() && classes.get(known.getAsInt()).equals(prediction.label()) ? 1 : 0;
        }
    }

    /**
     * Counts a committed rejection.
     *
     * @param rejection the rejection
     * @param nanoTime when it was read, on the clock of {@link System#nanoTime}
     */
    synchronized void rejected(Rejection rejection, long nanoTime) {
        if (complete(rejection.imageId(), nanoTime) != null) {
            rejected.merge(rejection.reason(), 1L, Long::sum);
        }
    }

    /** Removes the pending image of a result. Returns null for a duplicate and for an image of another producer. */
    private @Nullable OutgoingImage complete(String id, long nanoTime) {
        OutgoingImage image = pending.remove(id);
        if (image == null) {
            boolean duplicate = completed.contains(id);
            duplicates += duplicate ? 1 : 0;
            foreign += duplicate ? 0 : 1;
            return null;
        }
        completed.add(id);
        boolean warmUp = image.sendNanoTime() - firstSendNanoTime < WARM_UP_NANOS;
        (warmUp ? warmUpMicros : latencyMicros).recordValue((nanoTime - image.sendNanoTime()) / 1000);
        lastResultNanoTime = nanoTime;
        notifyAll();
        return image;
    }

    /**
     * Waits until every published image has a result, or no result arrives for a while.
     *
     * @param idleTimeoutMillis maximum time without a new result
     */
    synchronized void awaitResults(long idleTimeoutMillis) throws InterruptedException {
        long before = -1;
        long deadline = 0;
        while (!pending.isEmpty() && !ended) {
            long results = completed.size();
            long now = System.nanoTime() / 1_000_000;
            if (results != before) {
                before = results;
                deadline = now + idleTimeoutMillis;
            } else if (now >= deadline) {
                return;
            }
            wait(Math.max(1, deadline - now));
        }
    }

    /** Ends the wait for results: there will be no further ones. */
    synchronized void end() {
        ended = true;
        notifyAll();
    }

    synchronized DemoSummary summary() {
        boolean warm = latencyMicros.getTotalCount() > 0;
        Histogram latencies = warm ? latencyMicros : warmUpMicros;
        return new DemoSummary(
                acknowledged,
                classified,
                rejected,
                new DemoSummary.Unexpected(duplicates, foreign),
                new DemoSummary.Accuracy(labeled, correct, others),
                new DemoSummary.Timing(
                        Math.max(0, lastResultNanoTime - firstSendNanoTime) / 1e9,
                        warm,
                        latencies.getValueAtPercentile(50) / 1e3,
                        latencies.getValueAtPercentile(95) / 1e3,
                        latencies.getValueAtPercentile(99) / 1e3));
    }
}
