package io.pawstream.quickstart.demo;

import io.pawstream.contract.event.PredictionEvent;
import io.pawstream.contract.event.Rejection;
import io.pawstream.contract.event.RejectionReason;
import io.pawstream.producer.publish.OutgoingImage;
import io.pawstream.producer.publish.PublishListener;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.HdrHistogram.Histogram;

/** Counts what was published and what came back. Safe for use by several threads. */
final class DemoTally implements PublishListener {

    /** Latencies up to an hour, to three digits, in microseconds. */
    private final Histogram latencyMicros = new Histogram(3_600_000_000L, 3);

    private final Map<String, OutgoingImage> unanswered = new HashMap<>();
    private final Set<String> answered = new HashSet<>();
    private final Map<RejectionReason, Long> rejected = new EnumMap<>(RejectionReason.class);
    private final Map<String, Long> classes = new TreeMap<>();
    private long acknowledged;
    private long classified;
    private long repeated;
    private long ofOthers;
    private long labelled;
    private long right;
    private long firstSendNanoTime;
    private long lastAnswerNanoTime;

    @Override
    public synchronized void sending(OutgoingImage image) {
        if (firstSendNanoTime == 0) {
            firstSendNanoTime = image.sendNanoTime();
        }
        unanswered.put(image.id(), image);
    }

    @Override
    public synchronized void acknowledged(OutgoingImage image, int partition, long offset) {
        acknowledged++;
    }

    @Override
    public synchronized void tooLarge(OutgoingImage image) {
        unanswered.remove(image.id());
    }

    @Override
    public synchronized void failed(OutgoingImage image, Exception cause) {
        unanswered.remove(image.id());
    }

    /** A prediction has been committed. */
    synchronized void predicted(PredictionEvent prediction, long nanoTime) {
        OutgoingImage image = answered(prediction.imageId(), nanoTime);
        if (image == null) {
            return;
        }
        classified++;
        classes.merge(prediction.label(), 1L, Long::sum);
        image.label().ifPresent(label -> {
            labelled++;
            right += label.equals(prediction.label()) ? 1 : 0;
        });
    }

    /** A rejection has been committed. */
    synchronized void rejected(Rejection rejection, long nanoTime) {
        if (answered(rejection.imageId(), nanoTime) != null) {
            rejected.merge(rejection.reason(), 1L, Long::sum);
        }
    }

    private OutgoingImage answered(String id, long nanoTime) {
        OutgoingImage image = unanswered.remove(id);
        if (image == null) {
            // Somebody else may publish to this broker too.
            boolean ours = answered.contains(id);
            repeated += ours ? 1 : 0;
            ofOthers += ours ? 0 : 1;
            return null;
        }
        answered.add(id);
        latencyMicros.recordValue((nanoTime - image.sendNanoTime()) / 1000);
        lastAnswerNanoTime = nanoTime;
        notifyAll();
        return image;
    }

    /**
     * Waits until every image that the broker has is answered, or nothing has come for a while.
     *
     * @param patienceMillis longest time without any answer
     */
    synchronized void awaitAnswers(long patienceMillis) throws InterruptedException {
        long before = -1;
        long deadline = 0;
        while (!unanswered.isEmpty()) {
            long answers = classified + rejections();
            long now = System.nanoTime() / 1_000_000;
            if (answers != before) {
                before = answers;
                deadline = now + patienceMillis;
            } else if (now >= deadline) {
                return;
            }
            wait(Math.max(1, deadline - now));
        }
    }

    private long rejections() {
        return rejected.values().stream().mapToLong(Long::longValue).sum();
    }

    synchronized DemoSummary summary() {
        double seconds = Math.max(0, lastAnswerNanoTime - firstSendNanoTime) / 1e9;
        return new DemoSummary(
                acknowledged,
                classified,
                rejected,
                classes,
                repeated,
                ofOthers,
                labelled,
                right,
                seconds,
                latencyMicros.getValueAtPercentile(50) / 1e3,
                latencyMicros.getValueAtPercentile(95) / 1e3,
                latencyMicros.getValueAtPercentile(99) / 1e3);
    }
}
