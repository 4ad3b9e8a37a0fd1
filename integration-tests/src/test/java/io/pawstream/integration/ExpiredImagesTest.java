package io.pawstream.integration;

import static org.assertj.core.api.Assertions.assertThat;

import io.pawstream.contract.event.ImageEvent;
import io.pawstream.contract.event.ImageEventCodec;
import io.pawstream.contract.event.PredictionEvent;
import io.pawstream.contract.event.Rejection;
import io.pawstream.contract.event.RejectionReason;
import io.pawstream.contract.event.TopicNames;
import io.pawstream.producer.broker.KafkaAccess;
import io.pawstream.producer.publish.PublishListener;
import io.pawstream.producer.publish.RejectionReplayer;
import io.pawstream.producer.publish.ReplayPlan;
import io.pawstream.sources.DrawnSource;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Images with deadlines through a real broker, a real processor and real replays. */
@Tag("slow")
@Timeout(300)
class ExpiredImagesTest {

    private static final Duration TIMEOUT = Duration.ofMinutes(2);
    private static final int BACKLOG = 2_000;

    @Test
    void halfOfABacklogIsExpiredAndOnlyTheOtherHalfIsDecodedAndClassified() throws Exception {
        try (Pipeline pipeline = Pipeline.start(Map.of())) {
            pipeline.stopProcessor();
            Instant now = Instant.now();
            List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
            List<byte[]> images = drawn(20);
            for (int i = 0; i < BACKLOG; i++) {
                Instant expiry = i % 2 == 0 ? now.plus(Duration.ofHours(1)) : now.minusMillis(i);
                records.add(record("image-" + i, expiry, images.get(i % images.size())));
            }
            pipeline.publish(records);
            pipeline.startProcessor();
            Outputs outputs = pipeline.awaitOutputs(BACKLOG, TIMEOUT);

            assertThat(outputs.predictions())
                    .extracting(PredictionEvent::imageId)
                    .containsExactlyInAnyOrderElementsOf(ids(0));
            assertThat(outputs.rejections()).extracting(Rejection::imageId).containsExactlyInAnyOrderElementsOf(ids(1));
            assertThat(outputs.reasons()).isEqualTo(Map.of(RejectionReason.EXPIRED, BACKLOG / 2L));
            assertThat(pipeline.metric("pawstream_images_rejected_total")).isEqualTo(BACKLOG / 2.0);
            assertThat(pipeline.metric("pawstream_batched_images_total"))
                    .as("images in batches")
                    .isEqualTo(BACKLOG / 2.0);
        }
    }

    private static List<String> ids(int first) {
        return IntStream.iterate(first, i -> i < BACKLOG, i -> i + 2)
                .mapToObj(i -> "image-" + i)
                .toList();
    }

    @Test
    void anImageExpiresByEventOrByAgeAndReplaysIgnoreBoth() throws Exception {
        try (Pipeline pipeline = Pipeline.start(Map.of("pawstream.max-age", "1h"))) {
            Instant now = Instant.now();
            byte[] image = drawn(1).get(0);
            List<ProducerRecord<byte[], byte[]>> records = List.of(
                    record("in-time", now.plus(Duration.ofHours(1)), image),
                    record("no-expiry-time", null, image),
                    record("expired", now.minusSeconds(10), image),
                    at(now.minus(Duration.ofHours(2)), record("old", null, image)),
                    at(now.minus(Duration.ofHours(2)), record("old-in-time", now.plus(Duration.ofHours(1)), image)));
            Outputs outputs = pipeline.publishAndAwait(records, TIMEOUT);

            assertThat(outputs.predictions())
                    .extracting(PredictionEvent::imageId)
                    .containsExactlyInAnyOrder("in-time", "no-expiry-time");
            assertThat(outputs.reasons()).isEqualTo(Map.of(RejectionReason.EXPIRED, 3L));
            assertThat(message(outputs, "expired")).contains(" s before it was read: expirytime of the event");
            assertThat(message(outputs, "old")).contains(" s before it was read: pawstream.max-age is PT1H");
            assertThat(message(outputs, "old-in-time")).contains(" s before it was read: pawstream.max-age is PT1H");

            CommandProcess replay = CommandProcess.startProcessor(
                    "replay",
                    "--bootstrap=" + pipeline.bootstrap(),
                    "--models=" + Pipeline.HOME.resolve("models"),
                    "--model=model3",
                    "-Dpawstream.max-age=1h");
            assertThat(replay.awaitExit(0)).contains("done: 5 predictions", ", 0 rejections");

            try (RejectionReplayer replayer = RejectionReplayer.connect(
                    KafkaAccess.to(pipeline.bootstrap()),
                    TopicNames.DEFAULT.rejected(),
                    ReplayPlan.ALL,
                    PublishListener.NONE)) {
                assertThat(replayer.replay().published().acknowledged()).isEqualTo(3);
            }
            Outputs replayed = pipeline.awaitOutputs(8, TIMEOUT).without(outputs);
            assertThat(replayed.rejections()).isEmpty();
            assertThat(replayed.predictions())
                    .extracting(PredictionEvent::imageId)
                    .containsExactlyInAnyOrder("expired", "old", "old-in-time");
        }
    }

    private static String message(Outputs outputs, String id) {
        return outputs.rejections().stream()
                .filter(rejection -> rejection.imageId().equals(id))
                .map(Rejection::message)
                .findFirst()
                .orElseThrow();
    }

    private static List<byte[]> drawn(int count) throws IOException {
        List<byte[]> images = new ArrayList<>();
        try (DrawnSource drawn = new DrawnSource(7)) {
            for (int i = 0; i < count; i++) {
                images.add(drawn.get(i).read());
            }
        }
        return images;
    }

    private static ProducerRecord<byte[], byte[]> record(String id, Instant expiry, byte[] data) {
        return ImageEventCodec.toRecord(
                TopicNames.DEFAULT.images(),
                new ImageEvent(
                        id,
                        "test",
                        null,
                        null,
                        expiry == null ? null : expiry.atOffset(ZoneOffset.UTC),
                        "image/jpeg",
                        null,
                        null,
                        null,
                        data));
    }

    private static ProducerRecord<byte[], byte[]> at(Instant time, ProducerRecord<byte[], byte[]> record) {
        return new ProducerRecord<>(
                record.topic(), null, time.toEpochMilli(), record.key(), record.value(), record.headers());
    }
}
