package io.pawstream.integration;

import static org.assertj.core.api.Assertions.assertThat;

import io.pawstream.contract.event.ImageEvent;
import io.pawstream.contract.event.ImageEventCodec;
import io.pawstream.contract.event.TopicNames;
import io.pawstream.sources.DrawnSource;
import io.pawstream.testkit.ProcessorProcess;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The broker is away while the processor starts, runs and ends. */
@Tag("slow")
class BrokerAwayTest {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @Test
    void theProcessorWaitsForTheBrokerAndEndsWithoutIt() throws Exception {
        try (Pipeline pipeline = Pipeline.start(Map.of())) {
            pipeline.publishAndAwait(images("before"), PATIENCE);
            pipeline.broker().stop();
            pipeline.stopProcessor();

            pipeline.startUnready();
            awaitAliveAndUnready(pipeline.processor());
            pipeline.stopProcessor();

            pipeline.startUnready();
            awaitAliveAndUnready(pipeline.processor());
            pipeline.broker().startAgain();
            pipeline.processor().awaitReady(PATIENCE, () -> false);
            assertThat(pipeline.publishAndAwait(images("after"), PATIENCE).predictions())
                    .hasSize(10);
        }
    }

    private static List<ProducerRecord<byte[], byte[]>> images(String name) throws IOException {
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
        try (DrawnSource drawn = new DrawnSource(8)) {
            for (int i = 0; i < 10; i++) {
                byte[] data = drawn.get(i).read();
                ImageEvent event = new ImageEvent(name + "-" + i, "test", null, null, null, null, null, null, data);
                records.add(ImageEventCodec.toRecord(TopicNames.DEFAULT.images(), event));
            }
        }
        return records;
    }

    private static void awaitAliveAndUnready(ProcessorProcess processor) throws Exception {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            assertThat(processor.isAlive()).as(processor.logEnd()).isTrue();
            try {
                HttpResponse<String> readiness = processor.get("/q/health/ready");
                assertThat(readiness.statusCode()).isEqualTo(503);
                assertThat(readiness.body()).contains("to read the topic model-selection");
                assertThat(processor.get("/q/health/live").statusCode()).isEqualTo(200);
                return;
            } catch (IOException e) {
                assertThat(System.nanoTime()).as("time is over: " + e).isLessThan(deadline);
                Thread.sleep(100);
            }
        }
    }
}
