package io.pawstream.benchmark.throughput;

import com.sun.management.OperatingSystemMXBean;
import io.pawstream.quickstart.Answers;
import io.pawstream.quickstart.NumberedPictures;
import io.pawstream.quickstart.ProcessorProcess;
import io.pawstream.quickstart.Stage;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.KafkaConsumer;

/** The pipeline on pictures that lie in the topic already: the processor catches up as fast as it can. */
final class CatchUp {

    private static final OperatingSystemMXBean SYSTEM =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    private static final Duration READY = Duration.ofMinutes(2);

    private final Path home;
    private final String model;
    private final int events;
    private final int streamThreads;

    /**
     * A measurement.
     *
     * @param home folder of the project
     * @param events pictures; the first third warms up
     * @param streamThreads stream threads of the processor
     */
    CatchUp(Path home, String model, int events, int streamThreads) {
        this.home = home;
        this.model = model;
        this.events = events;
        this.streamThreads = streamThreads;
    }

    /**
     * What was seen.
     *
     * @param rate pictures a second, and processor time of the stream processor alone
     * @param brokerCpuMillis processor time of broker and subscriber, in milliseconds a picture
     * @param meanBatch pictures in a batch
     * @param residentBytes resident memory of the stream processor at the end
     */
    record Result(Rate rate, double brokerCpuMillis, double meanBatch, long residentBytes) {}

    Result run() throws Exception {
        try (Stage stage = new Stage(home, List.of(model))) {
            String bootstrap = stage.broker().bootstrap();
            try (NumberedPictures pictures = new NumberedPictures(bootstrap, 0, events, 1e9, 1)) {
                pictures.start();
                pictures.awaitEnd();
            }
            Map<String, String> settings = Map.of(
                    "pawstream.model", model, "kafka-streams.num.stream.threads", Integer.toString(streamThreads));
            try (ProcessorProcess processor = stage.start("bench", settings, List.of());
                    KafkaConsumer<byte[], byte[]> answers = Answers.consumer(bootstrap, Map.of())) {
                processor.awaitReady(READY, () -> false);
                int begun = await(answers, 0, events / 3);
                long nanos = System.nanoTime();
                long cpu = processor.cpuNanos();
                long brokerCpu = SYSTEM.getProcessCpuTime();
                int ended = await(answers, begun, events);
                double seconds = (System.nanoTime() - nanos) * 1e-9;
                int done = ended - begun;
                return new Result(
                        new Rate(done / seconds, (processor.cpuNanos() - cpu) * 1e-6 / done),
                        (SYSTEM.getProcessCpuTime() - brokerCpu) * 1e-6 / done,
                        processor.metric("pawstream_batched_pictures_total")
                                / processor.metric("pawstream_batches_total"),
                        processor.memoryBytes("VmRSS"));
            }
        }
    }

    private static int await(KafkaConsumer<byte[], byte[]> answers, int have, int wanted) throws IOException {
        long deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(10);
        int count = have;
        while (count < wanted) {
            count += answers.poll(Duration.ofMillis(50)).count();
            if (System.nanoTime() > deadline) {
                throw new IOException("only " + count + " of " + wanted + " answers in ten minutes");
            }
        }
        return count;
    }
}
