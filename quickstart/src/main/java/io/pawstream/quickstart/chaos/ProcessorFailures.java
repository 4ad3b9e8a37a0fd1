package io.pawstream.quickstart.chaos;

import io.pawstream.contract.event.TopicNames;
import io.pawstream.producer.broker.BrokerException;
import io.pawstream.producer.broker.KafkaAccess;
import io.pawstream.producer.broker.TopicPlan;
import io.pawstream.producer.broker.Topics;
import io.pawstream.testkit.ProcessorProcess;
import io.pawstream.testkit.TestEnvironment;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Runs processors; kills, stops, pauses and joins them. Each failure ends with a measured recovery. */
final class ProcessorFailures implements AutoCloseable {

    private static final Duration READY_TIMEOUT = Duration.ofMinutes(2);
    private static final Duration JOINED_TIME = Duration.ofSeconds(2);
    private static final Duration ZOMBIE_PAUSE = Duration.ofSeconds(30);
    private static final Duration POLL_INTERVAL = Duration.ofMillis(100);
    private static final String FIRST = "a";

    /** Exit code after SIGTERM. */
    private static final int TERMINATED = 143;

    private final TestEnvironment environment;
    private final Map<String, String> settings;
    private final Recovery recovery;
    private final List<ProcessorProcess> others = new ArrayList<>();
    private ProcessorProcess processor;

    /**
     * Starts processors and waits until they are ready.
     *
     * @param environment brokers, topics and models
     * @param settings settings of each processor
     * @param instances number of processors, at least 1
     * @param recovery called after each failure
     */
    ProcessorFailures(TestEnvironment environment, Map<String, String> settings, int instances, Recovery recovery)
            throws IOException, InterruptedException {
        this.environment = environment;
        this.settings = settings;
        this.recovery = recovery;
        processor = start(FIRST);
        processor.awaitReady(READY_TIMEOUT, () -> false);
        for (int i = 2; i <= instances; i++) {
            ProcessorProcess other = start("instance-" + i);
            others.add(other);
            other.awaitReady(READY_TIMEOUT, () -> false);
        }
    }

    private ProcessorProcess start(String instance) throws IOException {
        return environment.start(instance, settings, List.of());
    }

    /** {@return the end of the log of the processor that is killed, stopped and paused} */
    String logEnd() {
        return processor.logEnd();
    }

    void killAndRestart() throws IOException, InterruptedException {
        Instant killed = Instant.now();
        processor.kill();
        restart(killed);
    }

    /** Stops the processor with SIGTERM, upon which it commits what it has and leaves the group. */
    void terminateAndRestart() throws IOException, InterruptedException {
        Instant terminated = Instant.now();
        processor.close();
        requireTerminated(processor, "processor");
        restart(terminated);
    }

    private void restart(Instant ended) throws IOException, InterruptedException {
        Instant starting = Instant.now();
        processor = start(FIRST);
        recovery.measure(ended, starting);
    }

    void addAndRemoveInstance() throws IOException, InterruptedException {
        Instant joining = Instant.now();
        Instant leaving;
        try (ProcessorProcess second = start("b")) {
            second.awaitReady(READY_TIMEOUT, () -> false);
            Thread.sleep(JOINED_TIME.toMillis());
            recovery.measure(joining, Instant.now());
            leaving = Instant.now();
        }
        recovery.measure(leaving, Instant.now());
    }

    /**
     * Pauses the processor for longer than its session lasts, while another instance takes over its partitions. When it
     * continues, it still has the images and the transactions of these partitions, none of which it may commit.
     *
     * @throws IOException if it does not join the group again, that is, if it has never lost its partitions
     */
    void pauseAndResume() throws IOException, InterruptedException {
        double joins = joins();
        Instant paused = Instant.now();
        processor.pause();
        Thread.sleep(ZOMBIE_PAUSE.toMillis());
        processor.resume();
        recovery.measure(paused, Instant.now());
        long deadline = System.nanoTime() + READY_TIMEOUT.toNanos();
        while (joins() == joins) {
            if (System.nanoTime() > deadline) {
                throw new IOException("the paused processor has not joined its group again; its last log lines:\n"
                        + processor.logEnd());
            }
            Thread.sleep(POLL_INTERVAL.toMillis());
        }
        processor.awaitReady(READY_TIMEOUT, () -> false);
    }

    /** {@return how often the processor has joined its group} */
    private double joins() throws IOException, InterruptedException {
        return processor.metric("kafka_consumer_coordinator_rebalance_total");
    }

    /** Starts a service with the same application id and another images topic, which must not become ready. */
    void startClashingService() throws IOException, BrokerException, InterruptedException {
        TopicNames names = TopicNames.DEFAULT;
        TopicNames other = new TopicNames(
                "images.other",
                names.predictions(),
                names.rejected(),
                names.modelSelection(),
                names.shadow(),
                names.instances());
        try (Topics topics = Topics.at(KafkaAccess.to(environment.broker().bootstrap()))) {
            topics.create(new TopicPlan(other, 4, -1, TopicNames.DEFAULT_MAX_IMAGE_BYTES));
        }
        Instant start = Instant.now();
        Map<String, String> clashing = new HashMap<>(settings);
        clashing.put("pawstream.topics.images", other.images());
        ProcessorProcess newcomer = environment.start("other", clashing, List.of());
        try (newcomer) {
            awaitClash(newcomer);
        }
        requireTerminated(newcomer, "second service");
        recovery.measure(start, Instant.now());
    }

    private static void awaitClash(ProcessorProcess newcomer) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + READY_TIMEOUT.toNanos();
        while (!newcomer.logEnd().contains("is used by a service with other topics")) {
            if (newcomer.isReady() || !newcomer.isAlive() || System.nanoTime() > deadline) {
                throw new IOException(
                        "the second service does not report the clash; its last log lines:\n" + newcomer.logEnd());
            }
            Thread.sleep(POLL_INTERVAL.toMillis());
        }
    }

    private static void requireTerminated(ProcessorProcess process, String name) throws IOException {
        if (process.exitCode() != TERMINATED) {
            throw new IOException("the " + name + " did not stop in time; its last log lines:\n" + process.logEnd());
        }
    }

    @Override
    public void close() {
        others.forEach(ProcessorProcess::close);
        processor.close();
    }
}
