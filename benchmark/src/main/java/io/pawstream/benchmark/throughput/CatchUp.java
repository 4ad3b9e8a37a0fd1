package io.pawstream.benchmark.throughput;

import io.pawstream.benchmark.Workload;
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
 * The pipeline on images that lie in the topic already: the processor catches up as fast as it can.
 *
 * @param model the model that classifies
 * @param workload the images
 * @param events number of images
 * @param partitions of the topics
 * @param streamThreads of a processor
 * @param instances processors
 * @param pinned whether each processor has one core of its own, and no more
 * @param settings of a processor
 */
record CatchUp(
        ModelDirectory model,
        Workload workload,
        int events,
        int partitions,
        int streamThreads,
        int instances,
        boolean pinned,
        Map<String, String> settings) {

    private static final Duration READY = Duration.ofMinutes(2);

    /** With all cores for one processor, and 4 partitions. */
    CatchUp(ModelDirectory model, Workload workload, int events, int streamThreads, Map<String, String> settings) {
        this(model, workload, events, 4, streamThreads, 1, false, settings);
    }

    /**
     * What was seen.
     *
     * @param answered images per second, and processor times
     * @param meanBatch images in a batch
     * @param heapBytes heap of a processor that is in use at the end, with what is garbage
     * @param residentBytes resident memory of a processor at the end
     */
    record Result(FullTopic.Answered answered, double meanBatch, double heapBytes, double residentBytes) {

        Rate rate() {
            return answered.rate();
        }
    }

    Result run(Path home) throws Exception {
        try (FullTopic topic = new FullTopic(home, List.of(model.folder()), workload, events, partitions);
                Processors processors = new Processors()) {
            Map<String, String> all = new HashMap<>(settings);
            all.put("pawstream.model", model.card().name());
            all.put("kafka-streams.num.stream.threads", Integer.toString(streamThreads));
            for (int i = 0; i < instances; i++) {
                ProcessorProcess processor = topic.stage()
                        .start("bench-" + i, all, pinned ? List.of("-XX:ActiveProcessorCount=1") : List.of());
                processors.all.add(processor);
                if (pinned) {
                    pin(processor, i);
                }
            }
            for (ProcessorProcess processor : processors.all) {
                processor.awaitReady(READY, () -> false);
            }
            FullTopic.Answered answered = topic.answers(processors::cpuNanos);
            ProcessorProcess first = processors.all.get(0);
            return new Result(
                    answered,
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
            throw new IOException("taskset does not keep the processor on core " + core);
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
