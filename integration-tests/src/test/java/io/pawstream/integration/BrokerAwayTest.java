package io.pawstream.integration;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pawstream.sources.DrawnSource;
import io.pawstream.testkit.CommittedResults;
import io.pawstream.testkit.ProcessorProcess;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.GroupState;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The broker is not available while the processor starts, runs and stops. */
@Tag("slow")
class BrokerAwayTest {

    private static final Duration TIMEOUT = Duration.ofMinutes(2);

    @Test
    void theProcessorWaitsForTheBrokerAndStopsWithoutIt() throws Exception {
        try (Pipeline pipeline = Pipeline.start(Map.of())) {
            classifyInStableGroup(pipeline, "before");
            pipeline.broker().stop();
            pipeline.stopProcessor();

            int lines = pipeline.log().size();
            pipeline.startUnready();
            awaitAliveAndUnready(pipeline.processor());
            awaitLog(pipeline, "no Kafka broker responds at " + pipeline.bootstrap());
            pipeline.stopProcessor();
            assertThat(pipeline.log().stream().skip(lines))
                    .as("few lines, and no stack trace")
                    .hasSizeLessThan(12)
                    .noneMatch(line -> line.startsWith("\tat"));

            pipeline.startUnready();
            awaitAliveAndUnready(pipeline.processor());
            pipeline.broker().startAgain();
            pipeline.processor().awaitReady(TIMEOUT, () -> false);
            awaitLog(pipeline, "ready, reading images at " + pipeline.bootstrap());
            assertThat(pipeline.publishAndAwait(images("after"), TIMEOUT).predictions())
                    .hasSize(10);

            pipeline.broker().stop();
            assertSelectionFails(pipeline.processor());
            pipeline.broker().startAgain();
            pipeline.processor().awaitReady(TIMEOUT, () -> false);
            pipeline.processor().select("{\"model\":\"model1\"}");
            assertThat(selections(pipeline)).containsExactly("{\"model\":\"model1\"}");

            classifyInStableGroup(pipeline, "again");
            pipeline.broker().stop();
            assertSelectionFails(pipeline.processor());
            // All periodic requests to the broker are pending now.
            pipeline.stopProcessor();
        }
    }

    /** Classifies images while no rebalance is in progress, because without a broker a stream thread waits for its end. */
    private static void classifyInStableGroup(Pipeline pipeline, String name) throws Exception {
        long deadline = System.nanoTime() + TIMEOUT.toNanos();
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", pipeline.bootstrap()))) {
            ConsumerGroupDescription group;
            do {
                assertThat(System.nanoTime()).as("timeout").isLessThan(deadline);
                Thread.sleep(100);
                group = admin.describeConsumerGroups(List.of("pawstream"))
                        .describedGroups()
                        .get("pawstream")
                        .get();
            } while (group.groupState() != GroupState.STABLE || group.members().size() != 1);
        }
        pipeline.publishAndAwait(images(name), TIMEOUT);
    }

    /** Selects a model, which takes several seconds to fail. */
    private static void assertSelectionFails(ProcessorProcess processor) {
        assertThatThrownBy(() -> processor.select("{\"model\":\"model3\"}"))
                .hasMessageContaining("status 503")
                .hasMessageContaining("it does not take effect");
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

    /** Reads the committed selections until there is one. */
    private static List<String> selections(Pipeline pipeline) {
        List<String> selections = new ArrayList<>();
        try (KafkaConsumer<byte[], byte[]> consumer =
                CommittedResults.consumer(pipeline.bootstrap(), Map.of(), List.of("model-selection"))) {
            while (selections.isEmpty()) {
                consumer.poll(Duration.ofSeconds(1))
                        .forEach(record -> selections.add(new String(record.value(), UTF_8)));
            }
        }
        return selections;
    }

    private static void awaitLog(Pipeline pipeline, String text) throws Exception {
        long deadline = System.nanoTime() + TIMEOUT.toNanos();
        while (pipeline.log().stream().noneMatch(line -> line.contains(text))) {
            assertThat(System.nanoTime()).as("timeout: " + pipeline.log()).isLessThan(deadline);
            Thread.sleep(100);
        }
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
