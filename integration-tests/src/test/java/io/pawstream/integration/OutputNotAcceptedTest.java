package io.pawstream.integration;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.pawstream.contract.event.ImageEvent;
import io.pawstream.contract.event.ImageEventCodec;
import io.pawstream.contract.event.Rejection;
import io.pawstream.contract.event.RejectionReason;
import io.pawstream.contract.event.TopicNames;
import io.pawstream.testkit.EmbeddedBroker;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Future;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Output topics whose rules some predictions and rejections violate, with a real broker. */
@Tag("slow")
class OutputNotAcceptedTest {

    private static final Duration TIMEOUT = Duration.ofMinutes(2);
    private static final int IMAGES = 40;

    @Test
    void anOldImageAndAnImageWithoutAKeyAreRejectedAndAllOthersGoOn() throws Exception {
        try (EmbeddedBroker broker = EmbeddedBroker.start()) {
            Map<String, String> rules =
                    Map.of("message.timestamp.before.max.ms", "86400000", "cleanup.policy", "compact");
            try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrap()))) {
                admin.createTopics(List.of(
                                new NewTopic(TopicNames.DEFAULT.images(), 2, (short) 1),
                                new NewTopic(TopicNames.DEFAULT.predictions(), 1, (short) 1).configs(rules),
                                new NewTopic(TopicNames.DEFAULT.rejected(), 1, (short) 1).configs(rules)))
                        .all()
                        .get();
            }
            List<String> old = List.of("id-11", "id-12", "id-30");
            List<String> withoutKey = List.of("id-20");
            List<String> notAnImage = List.of("id-21", "id-30");
            try (StreamInProcess stream = new StreamInProcess(broker.bootstrap(), name -> {})) {
                Instant published = Instant.now();
                publish(broker, old, withoutKey, notAnImage);
                Outputs outputs = Outputs.await(broker.bootstrap(), IMAGES, TIMEOUT);

                assertThat(outputs.imageIds()).containsExactlyInAnyOrderElementsOf(ids());
                assertThat(outputs.rejections())
                        .extracting(Rejection::imageId, Rejection::reason)
                        .containsExactlyInAnyOrder(
                                tuple("id-11", RejectionReason.PREDICTION_NOT_ACCEPTED),
                                tuple("id-12", RejectionReason.PREDICTION_NOT_ACCEPTED),
                                tuple("id-20", RejectionReason.PREDICTION_NOT_ACCEPTED),
                                tuple("id-21", RejectionReason.UNSUPPORTED_FORMAT),
                                tuple("id-30", RejectionReason.UNSUPPORTED_FORMAT));
                assertThat(rejection(outputs, "id-11").message()).contains("Timestamp");
                assertThat(rejection(outputs, "id-20").message()).contains("Compacted topic");
                assertThat(outputs.records())
                        .extracting(ConsumerRecord::timestamp)
                        .allSatisfy(time -> assertThat(time)
                                .isGreaterThan(
                                        published.minus(Duration.ofDays(1)).toEpochMilli()));
                assertThat(outputs.records()).extracting(ConsumerRecord::key).doesNotContainNull();
                assertThat(stream.failures().message()).isEmpty();
            }
        }
    }

    private static Rejection rejection(Outputs outputs, String id) {
        return outputs.rejections().stream()
                .filter(rejection -> rejection.imageId().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private static List<String> ids() {
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < IMAGES; i++) {
            ids.add("id-" + i);
        }
        return ids;
    }

    private static void publish(
            EmbeddedBroker broker, List<String> old, List<String> withoutKey, List<String> notAnImage)
            throws Exception {
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", broker.bootstrap()),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            List<Future<RecordMetadata>> sent = new ArrayList<>();
            for (String id : ids()) {
                byte[] image = notAnImage.contains(id) ? "no image".getBytes(UTF_8) : TestImages.png();
                ProducerRecord<byte[], byte[]> record = ImageEventCodec.toRecord(
                        TopicNames.DEFAULT.images(),
                        new ImageEvent(id, "test", null, null, null, null, null, null, image));
                Optional<Long> time = old.contains(id)
                        ? Optional.of(Instant.now().minus(Duration.ofDays(3)).toEpochMilli())
                        : Optional.empty();
                byte[] key = withoutKey.contains(id) ? null : record.key();
                sent.add(producer.send(new ProducerRecord<>(
                        record.topic(), null, time.orElse(null), key, record.value(), record.headers())));
            }
            for (Future<RecordMetadata> each : sent) {
                each.get();
            }
        }
    }
}
