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

/** Failures that nobody foresaw, through a real broker and the real topology, in this process. */
@Tag("slow")
class UnforeseenTest {

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
    void imagesThatAlwaysFailAreRejectedAndTheirNeighboursAreClassifiedOnceEachInOrder() throws Exception {
        AtomicInteger tries = new AtomicInteger();
        List<Boolean> unready = new ArrayList<>();
        try (StreamInProcess stream = new StreamInProcess(broker.bootstrap(), name -> {
            if (name.equals("defective")) {
                tries.incrementAndGet();
                throw new IllegalStateException("told to fail");
            }
        })) {
            stream.onFailure(() -> unready.add(stream.faults().message().isPresent()));
            // Two neighbours: the second one aborts the transaction with the rejection of the first one in it.
            publish(i -> i == 10 || i == 11 ? "defective" : null);
            Outputs outputs = Outputs.await(broker.bootstrap(), IMAGES, TIMEOUT);

            assertThat(outputs.predictions())
                    .extracting(PredictionEvent::imageId)
                    .containsExactlyElementsOf(ids(i -> i != 10 && i != 11));
            assertThat(outputs.rejections()).extracting(Rejection::imageId).containsExactly("id-10", "id-11");
            assertThat(outputs.rejections()).allSatisfy(rejection -> {
                assertThat(rejection.reason()).isEqualTo(RejectionReason.INTERNAL_ERROR);
                assertThat(rejection.message()).isEqualTo("java.lang.IllegalStateException: told to fail");
            });
            // Fewer than six: the two may meet in one try to load the model.
            assertThat(tries).hasValueGreaterThanOrEqualTo(3);
            assertThat(unready).hasSizeGreaterThanOrEqualTo(4).doesNotContain(false);
            assertThat(stream.faults().message()).isEmpty();
            assertThat(stream.received()).isEqualTo(stream.classified() + stream.rejected());
        }
    }

    @Test
    void aFaultOfTheServiceRejectsNothing() throws Exception {
        AtomicInteger tries = new AtomicInteger();
        try (StreamInProcess stream = new StreamInProcess(broker.bootstrap(), name -> {
            if (tries.incrementAndGet() <= 4) {
                throw new ModelException("the disk is away");
            }
        })) {
            publish(i -> null);
            Outputs outputs = Outputs.await(broker.bootstrap(), IMAGES, TIMEOUT);

            assertThat(tries).hasValueGreaterThan(4);
            assertThat(outputs.rejections()).isEmpty();
            assertThat(stream.faults().message()).isEmpty();
            assertThat(outputs.predictions())
                    .extracting(PredictionEvent::imageId)
                    .containsExactlyElementsOf(ids(i -> true));
        }
    }

    private static List<String> ids(IntPredicate wanted) {
        return IntStream.range(0, IMAGES)
                .filter(wanted)
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
