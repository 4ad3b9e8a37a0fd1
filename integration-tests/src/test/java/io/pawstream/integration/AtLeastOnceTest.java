package io.pawstream.integration;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.pawstream.contract.event.MalformedEventException;
import io.pawstream.contract.event.PredictionEvent;
import io.pawstream.contract.event.PredictionEventCodec;
import io.pawstream.sources.DrawnSource;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The processor with {@code processing.guarantee=at_least_once}. */
@Tag("slow")
class AtLeastOnceTest {

    private static final int IMAGES = 100;
    private static final Duration TIMEOUT = Duration.ofMinutes(2);

    /** No further commit follows the first one before the kill, so all other results are repeated. */
    private static final Map<String, String> SETTINGS = Map.of(
            "kafka-streams.processing.guarantee", "at_least_once",
            "kafka-streams.commit.interval.ms", "600000",
            "pawstream.commit.min-interval", "600s");

    @Test
    void aRepeatedPredictionHasTheSameIdAndLabel() throws Exception {
        try (Pipeline pipeline = Pipeline.start(SETTINGS)) {
            pipeline.publish(List.of(TestImages.record("first", TestImages.png())));
            awaitReceived(pipeline, 1);
            Outputs first = pipeline.committed();
            pipeline.publish(records());
            assertThat(pipeline.awaitOutputs(1 + IMAGES, TIMEOUT).predictions()).hasSize(1 + IMAGES);
            pipeline.processor().kill();
            pipeline.startProcessor();
            Outputs outputs = pipeline.awaitOutputs(1 + 2 * IMAGES, TIMEOUT).without(first);
            Collection<List<ConsumerRecord<byte[], byte[]>>> byId = outputs.records().stream()
                    .collect(Collectors.groupingBy(AtLeastOnceTest::id))
                    .values();
            assertThat(byId).hasSize(IMAGES).allSatisfy(repeated -> {
                assertThat(repeated).hasSize(2);
                assertThat(prediction(repeated.get(1))).isEqualTo(prediction(repeated.get(0)));
            });
        }
    }

    @Test
    void committedRecordsAreNotRepeatedAndProgressIsReported() throws Exception {
        try (Pipeline pipeline = Pipeline.start(Map.of("kafka-streams.processing.guarantee", "at_least_once"))) {
            pipeline.publish(records());
            awaitReceived(pipeline, IMAGES);
            pipeline.processor().kill();
            pipeline.startProcessor();
            assertThat(pipeline.awaitOutputs(IMAGES, TIMEOUT).records()).hasSize(IMAGES);
            assertThat(pipeline.metric("pawstream_commit_stalled_seconds")).isZero();
        }
    }

    /** Waits until results are committed. */
    private static void awaitReceived(Pipeline pipeline, int images) throws IOException, InterruptedException {
        while (pipeline.metric("pawstream_images_received_total") < images) {
            Thread.sleep(50);
        }
    }

    private static List<ProducerRecord<byte[], byte[]>> records() throws IOException {
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
        try (DrawnSource drawn = new DrawnSource(8)) {
            for (int i = 0; i < IMAGES; i++) {
                records.add(TestImages.record("image-" + i, drawn.get(i % 20).read()));
            }
        }
        return records;
    }

    private static String id(ConsumerRecord<byte[], byte[]> record) {
        return new String(record.headers().lastHeader("ce_id").value(), UTF_8);
    }

    /** What subscribers rely on. Probabilities may differ in the last digit, because the batches are others. */
    private static List<Object> prediction(ConsumerRecord<byte[], byte[]> record) {
        try {
            PredictionEvent event = PredictionEventCodec.fromRecord(record);
            return List.of(event.imageId(), event.label(), event.input());
        } catch (MalformedEventException e) {
            throw new AssertionError(e);
        }
    }
}
