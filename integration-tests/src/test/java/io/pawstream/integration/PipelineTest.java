package io.pawstream.integration;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.pawstream.contract.event.ImageEvent;
import io.pawstream.contract.event.ImageEventCodec;
import io.pawstream.contract.event.PredictionEvent;
import io.pawstream.contract.event.RejectionReason;
import io.pawstream.contract.event.TopicNames;
import io.pawstream.model.Prediction;
import io.pawstream.sources.DrawnSource;
import io.pawstream.sources.ImageSource;
import io.pawstream.sources.SourceImage;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Image events through a real broker and a real processor with the heap size of the demo. */
@Tag("slow")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PipelineTest {

    private static final Duration TIMEOUT = Duration.ofMinutes(3);

    private Pipeline pipeline;

    @BeforeAll
    void start() throws Exception {
        pipeline = Pipeline.start(Map.of());
    }

    @AfterAll
    void close() throws Exception {
        pipeline.close();
    }

    @Test
    void everyEventOfAThousandEndsAsExactlyOnePredictionOrRejectionWithAFittingReason() throws Exception {
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
        List<String> published = new ArrayList<>();
        try (DrawnSource drawn = new DrawnSource(3)) {
            for (int i = 0; i < 1000; i++) {
                SourceImage image = drawn.get(i % 100);
                byte[] data = i % 10 == 0 ? invalid(i, image) : image.read();
                ImageEvent event = event("image-" + i, image.name(), data, i % 50 == 40 ? "no-such-model" : null);
                records.add(ImageEventCodec.toRecord(TopicNames.DEFAULT.images(), event));
                published.add(event.id());
            }
        }
        Outputs outputs = pipeline.publishAndAwait(records, TIMEOUT);

        assertThat(outputs.imageIds()).containsExactlyInAnyOrderElementsOf(published);
        assertThat(outputs.reasons())
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        RejectionReason.TRUNCATED, 20L,
                        RejectionReason.UNSUPPORTED_FORMAT, 20L,
                        RejectionReason.EMPTY, 20L,
                        RejectionReason.TOO_MANY_PIXELS, 20L,
                        RejectionReason.UNKNOWN_MODEL, 20L));
        assertThat(pipeline.metric("pawstream_prefetch_misses_total")).isZero();
        assertThat(pipeline.metric("pawstream_images_received_total"))
                .isEqualTo(pipeline.metric("pawstream_images_classified_total")
                        + pipeline.metric("pawstream_images_rejected_total"));
    }

    @Test
    void theStreamComputesTheSameProbabilitiesAsTheModelWithoutKafka() throws Exception {
        Path photos = Pipeline.HOME.resolve("../shared/data/originals.zip");
        boolean real = Files.exists(photos);
        int count = real ? 400 : 100;
        Map<String, Prediction> expected = new HashMap<>();
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
        try (ImageSource source = ImageSource.open(real ? photos.toString() : ImageSource.DRAWN, 5);
                DirectModel direct = DirectModel.load("model1")) {
            for (int i = 0; i < count; i++) {
                SourceImage image = source.get(i);
                byte[] data = image.read();
                ImageEvent event = event("same-" + i, image.name(), data, null);
                records.add(ImageEventCodec.toRecord(TopicNames.DEFAULT.images(), event));
                expected.put(event.id(), direct.predict(data));
            }
        }
        Outputs outputs = pipeline.publishAndAwait(records, TIMEOUT);

        assertThat(outputs.rejections()).isEmpty();
        assertThat(outputs.predictions()).hasSize(count);
        for (PredictionEvent prediction : outputs.predictions()) {
            Prediction direct = expected.get(prediction.imageId());
            assertThat(prediction.label()).isEqualTo(direct.label());
            assertThat(prediction.top()).hasSize(direct.top().size());
            for (int i = 0; i < direct.top().size(); i++) {
                assertThat(prediction.top().get(i).label())
                        .isEqualTo(direct.top().get(i).label());
                assertThat(prediction.top().get(i).probability())
                        .isCloseTo(direct.top().get(i).probability(), within(1e-4));
            }
        }
    }

    @Test
    void recordsAtTheSizeLimitHaveAResultThatFitsItsTopic() throws Exception {
        int nearLimit = TopicNames.DEFAULT_MAX_IMAGE_BYTES - 2_000;
        String images = TopicNames.DEFAULT.images();
        ProducerRecord<byte[], byte[]> longKey = new ProducerRecord<>(images, new byte[nearLimit], TestImages.png());
        ProducerRecord<byte[], byte[]> longValue = new ProducerRecord<>(images, new byte[nearLimit]);
        ProducerRecord<byte[], byte[]> longId =
                ImageEventCodec.toRecord(images, event("x".repeat(200_000), "long id", TestImages.png(), null));

        Outputs outputs = pipeline.publishAndAwait(List.of(longKey, longValue, longId), TIMEOUT);
        assertThat(outputs.predictions()).hasSize(1);
        assertThat(outputs.reasons())
                .containsExactlyInAnyOrderEntriesOf(
                        Map.of(RejectionReason.UNSUPPORTED_FORMAT, 1L, RejectionReason.MALFORMED_EVENT, 1L));
    }

    private static ImageEvent event(String id, String subject, byte[] data, String model) {
        OffsetDateTime time = OffsetDateTime.now(ZoneOffset.UTC);
        return new ImageEvent(id, "test", subject, time, "image/jpeg", model, null, null, data);
    }

    /** Every tenth event is invalid, in five ways in rotation. The fifth requests a model that does not exist. */
    private static byte[] invalid(int i, SourceImage image) throws Exception {
        return switch (i / 10 % 5) {
            case 0 -> Arrays.copyOf(TestImages.jpeg(), 4_000);
            case 1 -> "<html><body>404 not found</body></html>".getBytes(UTF_8);
            case 2 -> new byte[0];
            case 3 -> hugePng();
            default -> image.read();
        };
    }

    /** Returns a PNG whose header claims 900 million pixels. */
    private static byte[] hugePng() throws Exception {
        ByteBuffer png = ByteBuffer.wrap(TestImages.png()).putInt(16, 30_000).putInt(20, 30_000);
        CRC32 checksum = new CRC32();
        checksum.update(png.array(), 12, 17);
        return png.putInt(29, (int) checksum.getValue()).array();
    }
}
