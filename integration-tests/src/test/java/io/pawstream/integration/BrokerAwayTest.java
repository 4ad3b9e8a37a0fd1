package io.pawstream.integration;

import static org.assertj.core.api.Assertions.assertThat;

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

/** The broker is not available while the processor starts, runs and stops. */
@Tag("slow")
class BrokerAwayTest {

    private static final Duration TIMEOUT = Duration.ofMinutes(2);

    @Test
    void theProcessorWaitsForTheBrokerAndStopsWithoutIt() throws Exception {
        try (Pipeline pipeline = Pipeline.start(Map.of())) {
            pipeline.publishAndAwait(images("before"), TIMEOUT);
            pipeline.broker().stop();
            pipeline.stopProcessor();

            pipeline.startUnready();
            awaitAliveAndUnready(pipeline.processor());
            pipeline.stopProcessor();

            pipeline.startUnready();
            awaitAliveAndUnready(pipeline.processor());
            pipeline.broker().startAgain();
            pipeline.processor().awaitReady(TIMEOUT, () -> false);
            assertThat(pipeline.publishAndAwait(images("after"), TIMEOUT).predictions())
                    .hasSize(10);
        }
    }

    private static List<ProducerRecord<byte[], byte[]>> images(String name) throws IOException {
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
        try (DrawnSource drawn = new DrawnSource(8)) {
            for (int i = 0; i < 10; i++) {
                records.add(TestImages.record(name + "-" + i, drawn.get(i).read()));
            }
        }
        return records;
    }

    private static void awaitAliveAndUnready(ProcessorProcess processor) throws Exception {
        long deadline = System.nanoTime() + TIMEOUT.toNanos();
        while (true) {
            assertThat(processor.isAlive()).as(processor.logEnd()).isTrue();
            try {
                HttpResponse<String> readiness = processor.get("/q/health/ready");
                assertThat(readiness.statusCode()).isEqualTo(503);
                assertThat(readiness.body()).contains("model-selection");
                assertThat(processor.get("/q/health/live").statusCode()).isEqualTo(200);
                return;
            } catch (IOException e) {
                assertThat(System.nanoTime()).as("timeout: " + e).isLessThan(deadline);
                Thread.sleep(100);
            }
        }
    }
}
