package io.pawstream.benchmark.throughput;

import com.sun.management.OperatingSystemMXBean;
import io.pawstream.benchmark.shared.ResultCounter;
import io.pawstream.benchmark.shared.Workload;
import io.pawstream.contract.event.TopicNames;
import io.pawstream.producer.broker.BrokerException;
import io.pawstream.producer.broker.TopicPlan;
import io.pawstream.testkit.NumberedImages;
import io.pawstream.testkit.TestEnvironment;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.List;

/** A broker in this process whose images topic is already filled. It measures how fast consumers process the images. */
final class FullTopic implements AutoCloseable {

    private static final OperatingSystemMXBean SYSTEM =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    private final TestEnvironment environment;
    private final int events;

    /**
     * Starts a broker and fills the topic.
     *
     * @param home root directory of the project
     * @param models model directories to copy
     * @param workload images
     * @param events number of images in the topic
     * @param partitions partitions of the topics, at least 1
     */
    FullTopic(Path home, List<Path> models, Workload workload, int events, int partitions)
            throws IOException, BrokerException, InterruptedException {
        this.events = events;
        TopicPlan topics = new TopicPlan(TopicNames.DEFAULT, partitions, -1, 16 * TopicNames.DEFAULT_MAX_IMAGE_BYTES);
        environment = new TestEnvironment(home, models, topics);
        try (NumberedImages images = new NumberedImages(environment.broker().bootstrap(), 0, events, 1e9, workload)) {
            images.start();
            images.awaitEnd();
        } catch (IOException | InterruptedException | RuntimeException e) {
            environment.close();
            throw e;
        }
    }

    TestEnvironment environment() {
        return environment;
    }

    /** CPU time of the processes that process the images. */
    @FunctionalInterface
    interface CpuClock {
        /** {@return the CPU time used so far, in nanoseconds} */
        long nanos() throws IOException;
    }

    /**
     * What was measured.
     *
     * @param throughput throughput, and CPU time of the processes that process the images
     * @param brokerCpuMillisPerImage CPU time of broker and subscriber in milliseconds per image
     */
    record Measurement(Throughput throughput, double brokerCpuMillisPerImage) {}

    /**
     * Waits for all results. The first two thirds of the images are the warm-up.
     *
     * @throws IOException if the results do not arrive in time, or all of them arrived before the measurement
     */
    Measurement measure(CpuClock clock) throws IOException {
        try (ResultCounter subscriber = subscriber()) {
            subscriber.await(events / 3 * 2);
            int before = subscriber.results();
            if (before == events) {
                throw new IOException(
                        "all " + events + " images were processed before the measurement started; set --events"
                                + " to a larger number");
            }
            long wallNanos = System.nanoTime();
            long cpuNanos = clock.nanos();
            long brokerCpuNanos = SYSTEM.getProcessCpuTime();
            subscriber.await(events);
            int images = subscriber.results() - before;
            return new Measurement(
                    Throughput.of(images, System.nanoTime() - wallNanos, clock.nanos() - cpuNanos),
                    (SYSTEM.getProcessCpuTime() - brokerCpuNanos) * 1e-6 / images);
        }
    }

    /** Opens a subscriber that counts all results, starting with the first one. */
    ResultCounter subscriber() {
        return new ResultCounter(environment.broker().bootstrap(), result -> {});
    }

    @Override
    public void close() throws IOException {
        environment.close();
    }
}
