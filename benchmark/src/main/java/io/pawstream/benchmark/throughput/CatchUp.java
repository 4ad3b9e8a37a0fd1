package io.pawstream.benchmark.throughput;

import io.pawstream.benchmark.shared.Workload;
import io.pawstream.model.ModelDirectory;
import io.pawstream.testkit.ProcessorProcess;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Measures the pipeline while it processes a topic that was filled in advance, as fast as possible.
 *
 * @param model model to use
 * @param workload images
 * @param events number of images in the topic, at least 300
 * @param streamThreads stream threads of the processor, at least 1
 * @param settings additional settings of the processor
 */
record CatchUp(ModelDirectory model, Workload workload, int events, int streamThreads, Map<String, String> settings) {

    private static final int PARTITIONS = 4;
    private static final Duration READY_TIMEOUT = Duration.ofMinutes(2);

    /**
     * What was measured.
     *
     * @param throughput throughput of the pipeline and CPU time of the processors
     * @param brokerCpuMillisPerImage CPU time of broker and subscriber in milliseconds per image
     * @param meanBatchSize images per batch of the processor
     * @param jvmMemoryBytes memory that its JVM uses at the end, garbage included
     * @param residentBytes resident memory of the processor at the end
     */
    record Result(
            Throughput throughput,
            double brokerCpuMillisPerImage,
            double meanBatchSize,
            double jvmMemoryBytes,
            double residentBytes) {}

    /** Runs one round with a new broker and a new processor. */
    Result run(Path home) throws Exception {
        Map<String, String> all = new HashMap<>(settings);
        all.put("pawstream.model", model.card().name());
        all.put("kafka-streams.num.stream.threads", Integer.toString(streamThreads));
        try (FullTopic topic = new FullTopic(home, List.of(model.folder()), workload, events, PARTITIONS);
                ProcessorProcess processor = topic.environment().start("bench", all, List.of())) {
            processor.awaitReady(READY_TIMEOUT, () -> false);
            FullTopic.Measurement measurement = topic.measure(processor::cpuNanos);
            return new Result(
                    measurement.throughput(),
                    measurement.brokerCpuMillisPerImage(),
                    processor.metric("pawstream_batched_images_total") / processor.metric("pawstream_batches_total"),
                    processor.metric("jvm_memory_used_bytes"),
                    processor.memoryBytes("VmRSS"));
        }
    }
}
