package io.pawstream.quickstart;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.pawstream.contract.event.ImageEvent;
import io.pawstream.contract.event.ImageEventCodec;
import io.pawstream.contract.event.RejectionReason;
import io.pawstream.contract.event.TopicNames;
import io.pawstream.sources.DrawnSource;
import io.pawstream.sources.Picture;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Events through a real broker and a real processor. */
@Tag("slow")
class PipelineTest {

    private static final Duration TIMEOUT = Duration.ofSeconds(90);

    @Test
    void everyEventOfAThousandEndsAsExactlyOnePredictionOrRejectionWithAFittingReason() throws Exception {
        try (Pipeline pipeline = Pipeline.start(Map.of());
                DrawnSource drawn = new DrawnSource(3)) {
            Set<String> published = new HashSet<>();
            List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
            for (int i = 0; i < 1000; i++) {
                Picture picture = drawn.get(i % 100);
                ImageEvent event =
                        event("picture-" + i, picture.name(), i % 10 == 0 ? bad(i, picture) : picture.read(), i);
                records.add(ImageEventCodec.toRecord(TopicNames.DEFAULT.images(), event));
                published.add(event.id());
            }
            pipeline.publish(records);

            Outputs outputs = pipeline.awaitOutputs(1000, TIMEOUT);
            assertThat(outputs.imageIds()).doesNotHaveDuplicates().hasSize(1000);
            assertThat(new HashSet<>(outputs.imageIds())).isEqualTo(published);
            assertThat(outputs.reasons())
                    .containsExactlyInAnyOrderEntriesOf(Map.of(
                            RejectionReason.TRUNCATED, 20L,
                            RejectionReason.UNSUPPORTED_FORMAT, 20L,
                            RejectionReason.EMPTY, 20L,
                            RejectionReason.TOO_MANY_PIXELS, 20L,
                            RejectionReason.UNKNOWN_MODEL, 20L));
            assertThat(pipeline.metrics())
                    .contains("pawstream_images_received_total 1000.0")
                    .contains("pawstream_prefetch_misses_total 0.0");
        }
    }

    private static ImageEvent event(String id, String subject, byte[] data, int i) {
        String model = i % 50 == 40 ? "no-such-model" : null;
        OffsetDateTime time = OffsetDateTime.now(ZoneOffset.UTC);
        return new ImageEvent(id, "test", subject, time, "image/jpeg", model, null, null, data);
    }

    /** Every tenth event is bad, in five ways in turn; the fifth asks for a model that does not exist. */
    private static byte[] bad(int i, Picture picture) throws Exception {
        return switch (i / 10 % 5) {
            case 0 -> Arrays.copyOf(jpeg(), 4_000);
            case 1 -> "<html><body>404 not found</body></html>".getBytes(UTF_8);
            case 2 -> new byte[0];
            case 3 ->
                ByteBuffer.wrap(TestPng.small())
                        .putInt(16, 30_000)
                        .putInt(20, 30_000)
                        .array();
            default -> picture.read();
        };
    }

    private static byte[] jpeg() throws Exception {
        try (DrawnSource drawn = new DrawnSource(4)) {
            for (int i = 0; ; i++) {
                Picture picture = drawn.get(i);
                if (picture.name().endsWith(".jpg")) {
                    return picture.read();
                }
            }
        }
    }

    static ProducerRecord<byte[], byte[]> bare(byte[] value) {
        return new ProducerRecord<>(TopicNames.DEFAULT.images(), value);
    }
}
