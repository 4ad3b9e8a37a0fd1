package io.pawstream.benchmark.throughput;

import com.sun.management.OperatingSystemMXBean;
import io.pawstream.benchmark.Workload;
import io.pawstream.contract.event.TopicNames;
import io.pawstream.producer.broker.BrokerException;
import io.pawstream.producer.broker.TopicPlan;
import io.pawstream.testkit.CommittedResults;
import io.pawstream.testkit.NumberedImages;
import io.pawstream.testkit.TestEnvironment;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.KafkaConsumer;

/** A broker in this process, images that lie in its topic already, and the time that it takes others to answer them. */
final class FullTopic implements AutoCloseable {

    private static final OperatingSystemMXBean SYSTEM =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    private final TestEnvironment stage;
    private final int events;

    /**
     * Fills a topic.
     *
     * @param home folder of the project
     * @param models folders of the models to have
     * @param events number of images
     * @param partitions of the topics
     */
    FullTopic(Path home, List<Path> models, Workload workload, int events, int partitions)
            throws IOException, BrokerException, InterruptedException {
        this.events = events;
        TopicPlan topics = new TopicPlan(TopicNames.DEFAULT, partitions, -1, 16 * TopicNames.DEFAULT_MAX_IMAGE_BYTES);
        stage = new TestEnvironment(home, models, topics);
        try (NumberedImages images = new NumberedImages(stage.broker().bootstrap(), 0, events, 1e9, workload)) {
            images.start();
            images.awaitEnd();
        } catch (IOException | InterruptedException | RuntimeException e) {
            stage.close();
            throw e;
        }
    }

    TestEnvironment stage() {
        return stage;
    }

    /** Processor time of those who answer, in nanoseconds. */
    @FunctionalInterface
    interface CpuClock {
        long nanos() throws IOException;
    }

    /**
     * What was seen.
     *
     * @param rate images per second, and processor time of those who answer
     * @param brokerCpuMillis processor time of broker and subscriber, in milliseconds an image
     */
    record Answered(Rate rate, double brokerCpuMillis) {}

    /**
     * Waits for all answers; the first two thirds warm up: compilers take a while.
     *
     * @throws IOException if they do not come
     */
    Answered answers(CpuClock clock) throws IOException {
        try (Subscriber subscriber = subscriber()) {
            subscriber.await(events / 3 * 2);
            int begun = subscriber.answers();
            long nanos = System.nanoTime();
            long cpu = clock.nanos();
            long brokerCpu = SYSTEM.getProcessCpuTime();
            subscriber.await(events);
            int done = subscriber.answers() - begun;
            double seconds = (System.nanoTime() - nanos) * 1e-9;
            return new Answered(
                    new Rate(done / seconds, (clock.nanos() - cpu) * 1e-6 / done),
                    (SYSTEM.getProcessCpuTime() - brokerCpu) * 1e-6 / done);
        }
    }

    /** Somebody who counts the answers. */
    Subscriber subscriber() {
        return new Subscriber(CommittedResults.consumer(stage.broker().bootstrap(), Map.of()));
    }

    /** Counts answers as they come. */
    static final class Subscriber implements AutoCloseable {

        private static final Duration POLL = Duration.ofMillis(50);

        private final KafkaConsumer<byte[], byte[]> consumer;
        private int answers;

        private Subscriber(KafkaConsumer<byte[], byte[]> consumer) {
            this.consumer = consumer;
        }

        int answers() {
            return answers;
        }

        /**
         * Waits until there are so many.
         *
         * @throws IOException if they do not come
         */
        void await(int wanted) throws IOException {
            long deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(10);
            while (answers < wanted) {
                answers += consumer.poll(POLL).count();
                if (System.nanoTime() > deadline) {
                    throw new IOException("only " + answers + " of " + wanted + " answers in ten minutes");
                }
            }
        }

        /** How many come within a time. */
        int during(double seconds) {
            int before = answers;
            long end = System.nanoTime() + (long) (seconds * 1e9);
            while (System.nanoTime() < end) {
                answers += consumer.poll(POLL).count();
            }
            return answers - before;
        }

        @Override
        public void close() {
            consumer.close();
        }
    }

    @Override
    public void close() throws IOException {
        stage.close();
    }
}
