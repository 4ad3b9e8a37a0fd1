package io.pawstream.integration;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

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

    /** Without a commit before the kill, all results are repeated. */
    private static final Map<String, String> SETTINGS = Map.of(
            "kafka-streams.processing.guarantee", "at_least_once",
            "kafka-streams.commit.interval.ms", "600000",
            "pawstream.commit.min-interval", "600s");

    @Test
    void aRepeatedPredictionHasTheSameIdAndContent() throws Exception {
        try (Pipeline pipeline = Pipeline.start(SETTINGS)) {
            pipeline.publish(records());
            assertThat(pipeline.awaitOutputs(IMAGES, TIMEOUT).predictions()).hasSize(IMAGES);
            pipeline.processor().kill();
            pipeline.startProcessor();
            Outputs outputs = pipeline.awaitOutputs(2 * IMAGES, TIMEOUT);
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
            while (pipeline.metric("pawstream_images_received_total") < IMAGES) {
                Thread.sleep(50);
            }
            pipeline.processor().kill();
            pipeline.startProcessor();
            assertThat(pipeline.awaitOutputs(IMAGES, TIMEOUT).records()).hasSize(IMAGES);
            assertThat(pipeline.metric("pawstream_commit_stalled_seconds")).isZero();
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

    /** The class and the probabilities, without the times of the stages. */
    private static String prediction(ConsumerRecord<byte[], byte[]> record) {
        return new String(record.value(), UTF_8).replaceAll("\"\\w+_seconds\":[^,}]+", "");
    }
}
