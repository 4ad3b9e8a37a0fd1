package io.pawstream.benchmark.consumers;

import io.pawstream.benchmark.latency.LatencyRecorder;
import io.pawstream.benchmark.shared.ResultReader;
import io.pawstream.benchmark.shared.Workload;
import io.pawstream.benchmark.throughput.Throughput;
import io.pawstream.contract.event.TopicNames;
import io.pawstream.model.ModelDirectory;
import io.pawstream.producer.broker.TopicPlan;
import io.pawstream.testkit.NumberedImages;
import io.pawstream.testkit.TestEnvironment;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Measures one consumer with one model and a new broker: on a full topic, at a quarter of that throughput, and when it is
 * killed in the middle of a full topic and started again.
 */
final class Trial {

    /** Share of the throughput at which the latency is measured. */
    static final double LOAD = 0.25;

    private static final TopicPlan TOPICS =
            new TopicPlan(TopicNames.DEFAULT, 4, -1, 16 * TopicNames.DEFAULT_MAX_IMAGE_BYTES);
    private static final double AT_ONCE = 1e9;
    private static final double PROBES_PER_SECOND = 2;
    private static final int MAX_PROBES = 600;
    private static final Duration QUIET_AFTER_PROBES = Duration.ofSeconds(2);

    /** A killed consumer is replaced within the session timeout, and its transaction is aborted. */
    private static final Duration QUIET_AFTER_KILL = Duration.ofSeconds(45);

    private static final Duration NO_RESULT = Duration.ofMinutes(2);

    /** Duplicates may follow the last missing result. */
    private static final Duration LATE_DUPLICATES = Duration.ofSeconds(3);

    private final ComparedConsumer compared;
    private final ModelDirectory model;
    private final Workload workload;
    private final Plan plan;
    private int next;

    /**
     * How long the measurements take.
     *
     * @param events images in the full topic, at least 300
     * @param seconds duration of the measurement of latency, at least 2; the first second is a warm-up
     * @param kill whether the consumer is killed
     */
    record Plan(int events, int seconds, boolean kill) {}

    /**
     * What was measured.
     *
     * @param throughput throughput and CPU time on the full topic
     * @param latencies latencies at {@link #LOAD}
     * @param delivery results of the images that were in the topic when the consumer was killed; null if it was not
     */
    record Result(
            Throughput throughput,
            LatencyRecorder latencies,
            @Nullable Delivery delivery) {}

    Trial(ComparedConsumer compared, ModelDirectory model, Workload workload, Plan plan) {
        this.compared = compared;
        this.model = model;
        this.workload = workload;
        this.plan = plan;
    }

    /**
     * Runs all measurements.
     *
     * @param home root directory of the project
     * @return the measured values
     * @throws IOException if the consumer does not start or a result is missing without a kill
     */
    Result run(Path home) throws Exception {
        try (TestEnvironment environment = new TestEnvironment(home, List.of(model.folder()), TOPICS);
                ResultReader reader = new ResultReader(environment.broker().bootstrap());
                RunningConsumer consumer = compared.start(environment, model)) {
            awaitFirstResult(environment, reader, consumer);
            Throughput throughput = fullTopic(environment, reader, consumer);
            LatencyRecorder latencies = load(environment, reader, consumer, LOAD * throughput.imagesPerSecond());
            return new Result(throughput, latencies, plan.kill() ? killed(environment, reader, consumer) : null);
        }
    }

    /** Kills the consumer in the middle of a full topic, and counts the results once another one has started. */
    private Delivery killed(TestEnvironment environment, ResultReader reader, RunningConsumer consumer)
            throws IOException, InterruptedException {
        Delivery counts = new Delivery(next, plan.events());
        try (NumberedImages images = images(environment, plan.events(), AT_ONCE)) {
            images.start();
            await(() -> counts.delivered() >= counts.published() / 2, reader, counts, consumer);
            images.awaitEnd();
        }
        consumer.kill();
        RunningConsumer again = compared.start(environment, model);
        try {
            reader.read(() -> counts.missing() == 0, QUIET_AFTER_KILL, counting(counts));
            reader.read(() -> false, LATE_DUPLICATES, counting(counts));
        } finally {
            again.close();
        }
        return counts;
    }

    private static ResultReader.Listener counting(Delivery counts) {
        return (number, nanos) -> counts.add(number);
    }

    /** Counts results until a condition holds. */
    private void await(BooleanSupplier end, ResultReader reader, Delivery counts, RunningConsumer consumer)
            throws IOException {
        require(reader.read(end, NO_RESULT, counting(counts)), counts, consumer);
    }

    /** Publishes single images until one of them has a result: some consumers read only what is published after their start. */
    private void awaitFirstResult(TestEnvironment environment, ResultReader reader, RunningConsumer consumer)
            throws IOException {
        Delivery probes = new Delivery(next, MAX_PROBES);
        try (NumberedImages images = images(environment, MAX_PROBES, PROBES_PER_SECOND)) {
            images.start();
            reader.read(() -> probes.delivered() > 0 || !consumer.isAlive(), NO_RESULT, counting(probes));
            images.stop();
            require(probes.delivered() > 0, probes, consumer);
        }
        reader.read(() -> false, QUIET_AFTER_PROBES, counting(probes));
    }

    /**
     * Measures while the topic is full. The first half of the images is the warm-up. The last tenth is not measured,
     * because a consumer whose partitions are empty waits for the other ones.
     */
    private Throughput fullTopic(TestEnvironment environment, ResultReader reader, RunningConsumer consumer)
            throws IOException {
        Delivery counts = new Delivery(next, plan.events());
        try (NumberedImages images = images(environment, plan.events(), AT_ONCE)) {
            images.start();
            int warmUp = plan.events() / 2;
            int end = plan.events() / 10 * 9;
            await(() -> counts.delivered() >= warmUp, reader, counts, consumer);
            if (!images.isDone() || counts.delivered() >= end) {
                throw new IOException(
                        "the topic was not full while the consumer read it; set --events to a larger number");
            }
            int before = counts.delivered();
            long wallNanos = System.nanoTime();
            long cpuNanos = consumer.cpuNanos();
            await(() -> counts.delivered() >= end, reader, counts, consumer);
            Throughput throughput = Throughput.of(
                    counts.delivered() - before, System.nanoTime() - wallNanos, consumer.cpuNanos() - cpuNanos);
            await(() -> counts.missing() == 0, reader, counts, consumer);
            return throughput;
        }
    }

    private LatencyRecorder load(
            TestEnvironment environment, ResultReader reader, RunningConsumer consumer, double imagesPerSecond)
            throws IOException {
        int events = (int) (imagesPerSecond * plan.seconds());
        LatencyRecorder latencies = new LatencyRecorder(next + (int) imagesPerSecond);
        Delivery counts = new Delivery(next, events);
        try (NumberedImages images = images(environment, events, imagesPerSecond)) {
            images.start();
            boolean complete = reader.read(() -> counts.missing() == 0, NO_RESULT, (number, nanos) -> {
                if (counts.add(number)) {
                    latencies.record(number, images.dueNanos(number), nanos);
                }
            });
            require(complete, counts, consumer);
        }
        return latencies;
    }

    private NumberedImages images(TestEnvironment environment, int events, double imagesPerSecond) {
        NumberedImages images = NumberedImages.ofRecords(
                environment.broker().bootstrap(),
                next,
                events,
                imagesPerSecond,
                number -> compared.toRecord(number, workload.apply(number)));
        next += events;
        return images;
    }

    private void require(boolean complete, Delivery counts, RunningConsumer consumer) throws IOException {
        if (!complete) {
            throw new IOException("the " + compared.label() + " consumer returned results for " + counts.delivered()
                    + " of " + counts.published() + " images; its last log lines:\n" + consumer.logEnd());
        }
    }
}
