package io.pawstream.benchmark.throughput;

import io.pawstream.benchmark.shared.Workload;
import io.pawstream.model.ModelDirectory;
import io.pawstream.testkit.ProcessorProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Measures the pipeline while it processes a topic that was filled in advance, as fast as possible.
 *
 * @param model model to use
 * @param workload images
 * @param events number of images in the topic, at least 300
 * @param deployment partitions, threads and instances
 * @param settings additional settings of the processor
 */
record CatchUp(
        ModelDirectory model, Workload workload, int events, Deployment deployment, Map<String, String> settings) {

    private static final Duration READY_TIMEOUT = Duration.ofMinutes(2);

    /**
     * What was measured.
     *
     * @param throughput throughput of the pipeline and CPU time of the processors
     * @param brokerCpuMillisPerImage CPU time of broker and subscriber in milliseconds per image
     * @param meanBatchSize images per batch of the first processor
     * @param jvmMemoryBytes memory that the JVM of the first processor uses at the end, garbage included
     * @param residentBytes resident memory of the first processor at the end
     */
    record Result(
            Throughput throughput,
            double brokerCpuMillisPerImage,
            double meanBatchSize,
            double jvmMemoryBytes,
            double residentBytes) {}

    /** Runs one round with a new broker and new processors. */
    Result run(Path home) throws Exception {
        try (FullTopic topic = new FullTopic(home, List.of(model.folder()), workload, events, deployment.partitions());
                Processors processors = new Processors()) {
            Map<String, String> all = new HashMap<>(settings);
            all.put("pawstream.model", model.card().name());
            all.put("kafka-streams.num.stream.threads", Integer.toString(deployment.streamThreads()));
            List<String> jvmOptions = deployment.pinned() ? List.of("-XX:ActiveProcessorCount=1") : List.of();
            for (int i = 0; i < deployment.instances(); i++) {
                ProcessorProcess processor = topic.environment().start("bench-" + i, all, jvmOptions);
                processors.all.add(processor);
                if (deployment.pinned()) {
                    pin(processor, i);
                }
            }
            for (ProcessorProcess processor : processors.all) {
                processor.awaitReady(READY_TIMEOUT, () -> false);
            }
            FullTopic.Measurement measurement = topic.measure(processors::cpuNanos);
            ProcessorProcess first = processors.all.get(0);
            return new Result(
                    measurement.throughput(),
                    measurement.brokerCpuMillisPerImage(),
                    first.metric("pawstream_batched_images_total") / first.metric("pawstream_batches_total"),
                    first.metric("jvm_memory_used_bytes"),
                    first.memoryBytes("VmRSS"));
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

    private static final class Processors implements AutoCloseable {
        private final List<ProcessorProcess> all = new ArrayList<>();

        long cpuNanos() throws IOException {
            long sum = 0;
            for (ProcessorProcess processor : all) {
                sum += processor.cpuNanos();
            }
            return sum;
        }

        @Override
        public void close() {
            all.forEach(ProcessorProcess::close);
        }
    }
}
