package io.pawstream.benchmark.capacity;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.management.OperatingSystemMXBean;
import io.pawstream.benchmark.shared.ResultCounter;
import io.pawstream.benchmark.shared.Statistics;
import io.pawstream.benchmark.shared.Workload;
import io.pawstream.contract.event.ImageEvent;
import io.pawstream.contract.event.ImageEventCodec;
import io.pawstream.contract.event.Rejection;
import io.pawstream.contract.event.TopicNames;
import io.pawstream.model.ModelDirectory;
import io.pawstream.producer.broker.TopicPlan;
import io.pawstream.testkit.EmbeddedCluster;
import io.pawstream.testkit.NumberedImages;
import io.pawstream.testkit.ProcessorProcess;
import io.pawstream.testkit.TestEnvironment;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Semaphore;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Measures the pipeline at its maximum throughput while images are published: a fixed number of images is in progress.
 * Brokers, processors and clients share the cores of this machine.
 *
 * @param model model to use
 * @param workload images
 * @param deployment what is deployed
 * @param settings additional settings of the processors
 * @param warmUpSeconds time before the measurement for each processor, at least 1
 * @param seconds duration of the measurement, at least 1
 */
record SustainedLoad(
        ModelDirectory model,
        Workload workload,
        Deployment deployment,
        Map<String, String> settings,
        int warmUpSeconds,
        int seconds) {

    /** Images of a {@linkplain Workload#scaled scaled} workload. */
    static final int SCALED_IMAGES = 20;

    /** Enough for full batches on all cores and for the largest transactions. */
    private static final int IN_PROGRESS_PER_INSTANCE = 256;

    private static final Duration READY_TIMEOUT = Duration.ofMinutes(4);
    private static final OperatingSystemMXBean SYSTEM =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    /**
     * What was measured.
     *
     * @param imagesPerSecond throughput of all processors together
     * @param processorMillis CPU time of the processors in milliseconds per image
     * @param brokerMillis CPU time of the brokers in milliseconds per image
     * @param clientMillis CPU time of publisher, subscriber, proxies of the brokers and HTTP host in milliseconds per
     *     image
     * @param meanBatchSize images per batch of the first processor
     * @param residentMegabytes resident memory of a processor at the end, mean of all
     */
    record Result(
            double imagesPerSecond,
            double processorMillis,
            double brokerMillis,
            double clientMillis,
            double meanBatchSize,
            double residentMegabytes) {

        /** {@return the median of each value} */
        static Result median(List<Result> rounds) {
            return new Result(
                    Statistics.median(rounds, Result::imagesPerSecond),
                    Statistics.median(rounds, Result::processorMillis),
                    Statistics.median(rounds, Result::brokerMillis),
                    Statistics.median(rounds, Result::clientMillis),
                    Statistics.median(rounds, Result::meanBatchSize),
                    Statistics.median(rounds, Result::residentMegabytes));
        }
    }

    /**
     * Runs one round with new brokers and processors.
     *
     * @param home root directory of the project
     * @throws IOException if brokers or processors fail, an image is rejected, or there is no result
     */
    Result run(Path home) throws Exception {
        TopicPlan topics =
                new TopicPlan(TopicNames.DEFAULT, deployment.partitions(), -1, 16 * TopicNames.DEFAULT_MAX_IMAGE_BYTES);
        EmbeddedCluster cluster = EmbeddedCluster.start(deployment.brokers());
        try (TestEnvironment environment = new TestEnvironment(home, List.of(model.folder()), topics, cluster);
                ImageHost host =
                        new ImageHost(workload, Objects.requireNonNullElse(deployment.hostLatency(), Duration.ZERO));
                Processors processors = new Processors()) {
            for (int i = 0; i < deployment.instances(); i++) {
                processors.start(environment, i, processorSettings(host));
            }
            for (ProcessorProcess processor : processors.all) {
                processor.awaitReady(READY_TIMEOUT, () -> false);
            }
            return measure(cluster, processors, host);
        }
    }

    private Map<String, String> processorSettings(ImageHost host) {
        Map<String, String> all = new HashMap<>(settings);
        all.put("pawstream.model", model.card().name());
        all.put("kafka-streams.num.stream.threads", Integer.toString(deployment.streamThreads()));
        if (deployment.hostLatency() != null) {
            all.put("pawstream.references.hosts", host.authority());
            all.put("pawstream.references.allow-private-addresses", "true");
        }
        return all;
    }

    private Result measure(EmbeddedCluster cluster, Processors processors, ImageHost host) throws Exception {
        Semaphore free = new Semaphore(IN_PROGRESS_PER_INSTANCE * deployment.instances());
        try (ResultCounter results = new ResultCounter(cluster.bootstrap(), result -> {
                    requirePrediction(result);
                    free.release();
                });
                NumberedImages images =
                        NumberedImages.ofRecords(cluster.bootstrap(), 0, Integer.MAX_VALUE, 1e9, number -> {
                            free.acquireUninterruptibly();
                            return event(number, deployment.hostLatency() == null ? null : host.uri(number));
                        })) {
            try {
                images.start();
                // Each JVM compiles its code, and they share the cores.
                results.readFor(warmUpSeconds * deployment.instances());
                Usage start = Usage.now(cluster, processors);
                int measured = results.readFor(seconds);
                Usage used = Usage.now(cluster, processors).since(start);
                if (measured == 0) {
                    throw new IOException("no result within " + seconds + " s");
                }
                ProcessorProcess first = processors.all.get(0);
                return new Result(
                        measured / (used.wallNanos * 1e-9),
                        used.processorNanos * 1e-6 / measured,
                        used.brokerNanos * 1e-6 / measured,
                        used.clientNanos * 1e-6 / measured,
                        first.metric("pawstream_batched_images_total") / first.metric("pawstream_batches_total"),
                        processors.meanResidentBytes() / 1e6);
            } finally {
                images.stop();
                free.release();
                images.awaitEnd();
            }
        }
    }

    private ProducerRecord<byte[], byte[]> event(int number, @Nullable String reference) {
        byte[] data = reference == null ? workload.apply(number) : new byte[0];
        ImageEvent event =
                new ImageEvent(NumberedImages.id(number), "bench", null, null, null, null, reference, null, data);
        ProducerRecord<byte[], byte[]> record = ImageEventCodec.toRecord(TopicNames.DEFAULT.images(), event);
        // All partitions have the same load.
        int partition = number % deployment.partitions();
        return new ProducerRecord<>(record.topic(), partition, record.key(), record.value(), record.headers());
    }

    private static void requirePrediction(ConsumerRecord<byte[], byte[]> result) throws IOException {
        if (result.topic().equals(TopicNames.DEFAULT.rejected())) {
            throw new IOException("an image was rejected: " + header(result, Rejection.REASON) + ", "
                    + header(result, Rejection.MESSAGE));
        }
    }

    private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
        return new String(record.headers().lastHeader(name).value(), UTF_8);
    }

    /** Time and CPU time so far. */
    private record Usage(long wallNanos, long processorNanos, long brokerNanos, long clientNanos) {

        static Usage now(EmbeddedCluster cluster, Processors processors) throws IOException {
            return new Usage(System.nanoTime(), processors.cpuNanos(), cluster.cpuNanos(), SYSTEM.getProcessCpuTime());
        }

        Usage since(Usage start) {
            return new Usage(
                    wallNanos - start.wallNanos,
                    processorNanos - start.processorNanos,
                    brokerNanos - start.brokerNanos,
                    clientNanos - start.clientNanos);
        }
    }

    private final class Processors implements AutoCloseable {

        private final List<ProcessorProcess> all = new ArrayList<>();

        void start(TestEnvironment environment, int number, Map<String, String> processorSettings)
                throws IOException, InterruptedException {
            List<String> jvmOptions = deployment.pinned() ? List.of("-XX:ActiveProcessorCount=1") : List.of();
            ProcessorProcess processor = environment.start("bench-" + number, processorSettings, jvmOptions);
            all.add(processor);
            if (deployment.pinned()) {
                pin(processor, number % Runtime.getRuntime().availableProcessors());
            }
        }

        long cpuNanos() throws IOException {
            long sum = 0;
            for (ProcessorProcess processor : all) {
                sum += processor.cpuNanos();
            }
            return sum;
        }

        double meanResidentBytes() throws IOException {
            double sum = 0;
            for (ProcessorProcess processor : all) {
                sum += processor.memoryBytes("VmRSS");
            }
            return sum / all.size();
        }

        @Override
        public void close() {
            all.forEach(ProcessorProcess::close);
        }
    }

    private static void pin(ProcessorProcess processor, int core) throws IOException, InterruptedException {
        Process taskset = new ProcessBuilder(
                        "taskset", "-a", "-p", "-c", Integer.toString(core), Long.toString(processor.pid()))
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        if (taskset.waitFor() != 0) {
            throw new IOException(
                    "taskset cannot pin the processor to core " + core + ": exit code " + taskset.exitValue());
        }
    }
}
