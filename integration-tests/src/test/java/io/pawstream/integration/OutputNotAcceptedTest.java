package io.pawstream.integration;

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
import java.util.concurrent.Future;
import java.util.stream.LongStream;
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

    private final List<ProducerRecord<byte[], byte[]>> images = new ArrayList<>();

    @Test
    void anOldImageAndAnImageWithoutAKeyAreRejectedAndAllOthersGoOn() throws Exception {
        long threeDaysAgo = Instant.now().minus(Duration.ofDays(3)).toEpochMilli();
        for (int i = 0; i < IMAGES; i++) {
            ProducerRecord<byte[], byte[]> image =
                    image(i, i == 21 || i == 30 ? TestImages.invalid() : TestImages.png());
            boolean isOld = i == 11 || i == 12 || i == 30;
            images.add(new ProducerRecord<>(
                    image.topic(),
                    null,
                    isOld ? threeDaysAgo : null,
                    i == 20 ? null : image.key(),
                    image.value(),
                    image.headers()));
        }
        Outputs outputs = process(Map.of("message.timestamp.before.max.ms", "86400000", "cleanup.policy", "compact"));
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
        assertThat(outputs.records()).extracting(ConsumerRecord::key).doesNotContainNull();
        assertThat(outputs.records()).extracting(ConsumerRecord::timestamp).allSatisfy(time -> assertThat(time)
                .isGreaterThan(threeDaysAgo + 1));
    }

    @Test
    void aPredictionThatIsTooLargeIsRejectedAndAllOthersGoOn() throws Exception {
        for (int i = 0; i < IMAGES; i++) {
            // The prediction contains the subject.
            String subject = i == 5 || i == 17 ? "x".repeat(1_000) : "short";
            images.add(ImageEventCodec.toRecord(
                    TopicNames.DEFAULT.images(),
                    new ImageEvent("id-" + i, "test", subject, null, null, null, null, null, TestImages.png())));
        }
        Outputs outputs = process(Map.of("max.message.bytes", "1600"));
        assertThat(outputs.rejections())
                .extracting(Rejection::imageId, Rejection::reason)
                .containsExactlyInAnyOrder(
                        tuple("id-5", RejectionReason.PREDICTION_NOT_ACCEPTED),
                        tuple("id-17", RejectionReason.PREDICTION_NOT_ACCEPTED));
    }

    private static ProducerRecord<byte[], byte[]> image(int number, byte[] data) {
        return TestImages.record("id-" + number, data);
    }

    /** Processes the images, whose output topics have rules, and checks that each has exactly one result. */
    private Outputs process(Map<String, String> rules) throws Exception {
        try (EmbeddedBroker broker = EmbeddedBroker.start()) {
            try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrap()))) {
                admin.createTopics(List.of(
                                new NewTopic(TopicNames.DEFAULT.images(), 1, (short) 1),
                                new NewTopic(TopicNames.DEFAULT.predictions(), 1, (short) 1).configs(rules),
                                new NewTopic(TopicNames.DEFAULT.rejected(), 1, (short) 1).configs(rules)))
                        .all()
                        .get();
            }
            try (StreamInProcess stream = new StreamInProcess(broker.bootstrap(), name -> {})) {
                publish(broker);
                Outputs outputs = Outputs.await(broker.bootstrap(), IMAGES, TIMEOUT);
                assertThat(outputs.inputOffsets())
                        .containsExactlyInAnyOrderElementsOf(
                                LongStream.range(0, IMAGES).boxed().toList());
                assertThat(stream.failures().message()).isEmpty();
                return outputs;
            }
        }
    }

    private void publish(EmbeddedBroker broker) throws Exception {
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", broker.bootstrap()),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            List<Future<RecordMetadata>> sent = new ArrayList<>();
            for (ProducerRecord<byte[], byte[]> image : images) {
                sent.add(producer.send(image));
            }
            for (Future<RecordMetadata> each : sent) {
                each.get();
            }
        }
    }

    private static Rejection rejection(Outputs outputs, String id) {
        return outputs.rejections().stream()
                .filter(rejection -> rejection.imageId().equals(id))
                .findFirst()
                .orElseThrow();
    }
}
