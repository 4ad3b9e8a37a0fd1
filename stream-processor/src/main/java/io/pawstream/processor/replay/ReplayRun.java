package io.pawstream.processor.replay;

import io.pawstream.contract.event.TopicNames;
import io.pawstream.processor.observe.ImageMetrics;
import java.io.IOException;
import java.io.PrintStream;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.kafka.common.TopicPartition;

/** Runs a replay until all records are classified, and prints its progress. */
public final class ReplayRun {

    private static final long POLL_MILLIS = 500;
    private static final long PROGRESS_NANOS = 5_000_000_000L;

    private final Supplier<ReplayGroup> groups;
    private final ReplayRange range;
    private final TopicNames topics;
    private final ImageMetrics metrics;
    private final Supplier<Optional<String>> failure;
    private final PrintStream out;
    private volatile boolean stopped;

    /**
     * Creates a run.
     *
     * @param groups creates a client of the consumer group
     * @param range receives the offsets of the replay
     * @param topics names of the topics
     * @param metrics counts of predictions and rejections
     * @param failure the current failure of the service; empty if there is none
     * @param out receives the progress
     */
    public ReplayRun(
            Supplier<ReplayGroup> groups,
            ReplayRange range,
            TopicNames topics,
            ImageMetrics metrics,
            Supplier<Optional<String>> failure,
            PrintStream out) {
        this.groups = groups;
        this.range = range;
        this.topics = topics;
        this.metrics = metrics;
        this.failure = failure;
        this.out = out;
    }

    /**
     * Creates the output topics and moves the group to the first record. Must be called before the streams start,
     * because they resume at the committed offsets.
     *
     * @param period the records to classify
     * @throws IOException if Kafka reports an error
     */
    public void prepare(ReplayGroup.Period period) throws IOException {
        try (ReplayGroup group = groups.get()) {
            group.place(group.prepare(topics), period, range);
        }
    }

    /**
     * Waits until all records are processed, or {@link #stop} is called.
     *
     * @param model name of the model, which is printed
     * @throws IOException if Kafka reports an error
     * @throws InterruptedException if the thread is interrupted while it waits
     */
    public void await(String model) throws IOException, InterruptedException {
        try (ReplayGroup group = groups.get()) {
            Map<TopicPartition, Long> committed = group.committed();
            long all = range.remaining(committed);
            out.printf("%d records of %s with %s into %s%n", all, topics.images(), model, topics.predictions());
            long start = System.nanoTime();
            long printed = start;
            while (!stopped && !range.isDone(committed)) {
                Thread.sleep(POLL_MILLIS);
                committed = group.committed();
                if (System.nanoTime() - printed > PROGRESS_NANOS) {
                    printed = System.nanoTime();
                    printProgress(all - range.remaining(committed), all, (printed - start) * 1e-9);
                }
            }
            // A stream thread counts results after the broker has committed them.
            Thread.sleep(POLL_MILLIS);
            out.printf(
                    "%s: %.0f predictions in %s, %.0f rejections in %s%n",
                    stopped ? "stopped" : "done",
                    metrics.classifiedCount(),
                    topics.predictions(),
                    metrics.rejectedCount(),
                    topics.rejected());
        }
    }

    private void printProgress(long done, long all, double seconds) {
        out.printf(
                Locale.ROOT,
                "%d of %d, %.1f records/s%s%n",
                done,
                all,
                done / seconds,
                failure.get().map(message -> "; " + message).orElse(""));
    }

    /** Makes {@link #await} return. */
    public void stop() {
        stopped = true;
    }
}
