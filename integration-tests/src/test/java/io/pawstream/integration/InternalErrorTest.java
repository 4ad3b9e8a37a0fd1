package io.pawstream.integration;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.pawstream.contract.event.ImageEvent;
import io.pawstream.contract.event.ImageEventCodec;
import io.pawstream.contract.event.PredictionEvent;
import io.pawstream.contract.event.Rejection;
import io.pawstream.contract.event.RejectionReason;
import io.pawstream.contract.event.TopicNames;
import io.pawstream.model.ModelException;
import io.pawstream.producer.broker.KafkaAccess;
import io.pawstream.producer.broker.TopicPlan;
import io.pawstream.producer.broker.Topics;
import io.pawstream.testkit.EmbeddedBroker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Unexpected exceptions, with a real broker and the real topology in this process. */
@Tag("slow")
class InternalErrorTest {

    private static final Duration TIMEOUT = Duration.ofMinutes(3);
    private static final int IMAGES = 30;

    private EmbeddedBroker broker;

    @BeforeEach
    void start() throws Exception {
        broker = EmbeddedBroker.start();
        try (Topics topics = Topics.at(KafkaAccess.to(broker.bootstrap()))) {
            topics.create(TopicPlan.DEFAULT);
        }
    }

    @AfterEach
    void close() {
        broker.close();
    }

    @Test
    void imagesThatAlwaysFailAreRejectedAndAllOthersAreClassifiedOnceInOrder() throws Exception {
        AtomicInteger attempts = new AtomicInteger();
        List<Boolean> unready = new ArrayList<>();
        try (StreamInProcess stream = new StreamInProcess(broker.bootstrap(), name -> {
            if (name.equals("defective")) {
                attempts.incrementAndGet();
                throw new IllegalStateException("set to fail");
            }
        })) {
            stream.onFailure(() -> unready.add(stream.failures().message().isPresent()));
            // Two in a row: the second one aborts the transaction that contains the rejection of the first one.
            publish(i -> i == 10 || i == 11 ? "defective" : null);
            Outputs outputs = Outputs.await(broker.bootstrap(), IMAGES, TIMEOUT);

            assertThat(outputs.predictions())
                    .extracting(PredictionEvent::imageId)
                    .containsExactlyElementsOf(ids(i -> i != 10 && i != 11));
            assertThat(outputs.rejections()).extracting(Rejection::imageId).containsExactly("id-10", "id-11");
            assertThat(outputs.rejections()).allSatisfy(rejection -> {
                assertThat(rejection.reason()).isEqualTo(RejectionReason.INTERNAL_ERROR);
                assertThat(rejection.message()).isEqualTo("java.lang.IllegalStateException: set to fail");
            });
            // Fewer than six: both may wait for the same attempt to load the model.
            assertThat(attempts).hasValueGreaterThanOrEqualTo(3);
            assertThat(unready).hasSizeGreaterThanOrEqualTo(4).doesNotContain(false);
            assertThat(stream.failures().message()).isEmpty();
            // Attempts of this process: those of aborted transactions count too.
            assertThat(stream.classified()).isGreaterThanOrEqualTo(IMAGES - 2);
            assertThat(stream.rejected()).isGreaterThanOrEqualTo(2);
            assertThat(stream.workerDeaths()).isZero();
        }
    }

    @Test
    void aFailureOfTheServiceRejectsNothing() throws Exception {
        AtomicInteger attempts = new AtomicInteger();
        try (StreamInProcess stream = new StreamInProcess(broker.bootstrap(), name -> {
            if (attempts.incrementAndGet() <= 4) {
                throw new ModelException("the disk is unavailable");
            }
        })) {
            publish(i -> null);
            Outputs outputs = Outputs.await(broker.bootstrap(), IMAGES, TIMEOUT);

            assertThat(attempts).hasValueGreaterThan(4);
            assertThat(outputs.rejections()).isEmpty();
            assertThat(stream.rejected()).isZero();
            assertThat(stream.failures().message()).isEmpty();
            assertThat(outputs.predictions())
                    .extracting(PredictionEvent::imageId)
                    .containsExactlyElementsOf(ids(i -> true));
        }
    }

    private static List<String> ids(IntPredicate included) {
        return IntStream.range(0, IMAGES)
                .filter(included)
                .mapToObj(i -> "id-" + i)
                .toList();
    }

    /** Publishes images under one key, so that they stay in order. */
    private void publish(IntFunction<String> model) throws Exception {
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", broker.bootstrap()),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            for (int i = 0; i < IMAGES; i++) {
                ProducerRecord<byte[], byte[]> record = ImageEventCodec.toRecord(
                        TopicNames.DEFAULT.images(),
                        new ImageEvent(
                                "id-" + i,
                                "test",
                                null,
                                null,
                                "image/png",
                                model.apply(i),
                                null,
                                null,
                                TestImages.png()));
                producer.send(new ProducerRecord<>(
                                record.topic(), null, "camera".getBytes(UTF_8), record.value(), record.headers()))
                        .get();
            }
        }
    }
}
