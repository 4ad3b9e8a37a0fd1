package io.pawstream.integration;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.pawstream.contract.event.ImageEvent;
import io.pawstream.contract.event.ImageEventCodec;
import io.pawstream.contract.event.PredictionEvent;
import io.pawstream.contract.event.Rejection;
import io.pawstream.contract.event.RejectionReason;
import io.pawstream.contract.event.TopicNames;
import io.pawstream.processor.fetch.FetchResult;
import io.pawstream.processor.fetch.ImageFetcher;
import io.pawstream.producer.broker.KafkaAccess;
import io.pawstream.producer.broker.TopicPlan;
import io.pawstream.producer.broker.Topics;
import io.pawstream.testkit.EmbeddedBroker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Images that take longer than a transaction may last, with a real broker and the real topology in this process. */
@Tag("slow")
class SlowImagesTest {

    private static final Duration TIMEOUT = Duration.ofMinutes(1);
    private static final String IMAGES = TopicNames.DEFAULT.images();
    private static final int TRANSACTION_TIMEOUT_MILLIS = 2_000;

    private EmbeddedBroker broker;
    private KafkaProducer<byte[], byte[]> producer;

    @BeforeEach
    void start() throws Exception {
        broker = EmbeddedBroker.start();
        try (Topics topics = Topics.at(KafkaAccess.to(broker.bootstrap()))) {
            topics.create(TopicPlan.DEFAULT);
        }
        producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", broker.bootstrap()), new ByteArraySerializer(), new ByteArraySerializer());
    }

    @AfterEach
    void close() {
        producer.close();
        broker.close();
    }

    /** Many fast records make Streams process many records between two commits. */
    @Test
    void slowImagesAfterManyFastRecordsAreClassifiedOnce() throws Exception {
        int fast = 400;
        int slow = 30;
        for (int i = 0; i < fast; i++) {
            publish(0, event("fast-" + i, null));
        }
        for (int i = 0; i < slow; i++) {
            publish(0, event("slow-" + i, "slow"));
        }
        AtomicInteger fetches = new AtomicInteger();
        // One after the other, each within the timeout, all together not.
        CompletableFuture<?>[] last = {CompletableFuture.completedFuture(null)};
        byte[] png = TestImages.png();
        try (StreamInProcess stream = stream(reference -> {
            fetches.incrementAndGet();
            CompletableFuture<FetchResult> next = last[0].thenApplyAsync(
                    previous -> new FetchResult.Fetched(png, () -> {}),
                    CompletableFuture.delayedExecutor(200, TimeUnit.MILLISECONDS));
            last[0] = next;
            return next;
        })) {
            Outputs outputs = Outputs.await(broker.bootstrap(), fast + slow, TIMEOUT);

            assertThat(outputs.predictions())
                    .extracting(PredictionEvent::imageId)
                    .containsExactlyElementsOf(
                            IntStream.range(0, slow).mapToObj(i -> "slow-" + i).toList());
            assertThat(outputs.rejections()).hasSize(fast);
            assertThat(fetches).as("attempts").hasValue(slow);
            assertThat(stream.classified()).as("attempts").isEqualTo(slow);
        }
    }

    @Test
    void anImageSlowerThanTheTransactionTimeoutDelaysOnlyItsPartition() throws Exception {
        CountDownLatch others = new CountDownLatch(1);
        AtomicInteger fetches = new AtomicInteger();
        try (StreamInProcess stream = stream(reference -> {
            fetches.incrementAndGet();
            return CompletableFuture.supplyAsync(
                    () -> awaited(others), CompletableFuture.delayedExecutor(3, TimeUnit.SECONDS));
        })) {
            publish(0, event("slow", "slow"));
            List<String> expected = new ArrayList<>();
            for (int i = 0; i < 100; i++) {
                publish(1, event("fast-" + i, null));
                expected.add("fast-" + i);
            }
            assertThat(Outputs.await(broker.bootstrap(), 100, TIMEOUT).imageIds())
                    .as("results while the image is fetched")
                    .containsExactlyElementsOf(expected);
            others.countDown();
            expected.add("slow");
            assertThat(Outputs.await(broker.bootstrap(), 101, TIMEOUT).imageIds())
                    .containsExactlyInAnyOrderElementsOf(expected);
            assertThat(fetches).as("attempts").hasValue(1);
            assertThat(stream.rejected()).as("attempts").isEqualTo(101);
        }
    }

    @Test
    void aRecordOfANewTopicDoesNotGetTheResultOfTheOldRecordAtItsOffset() throws Exception {
        List<String> fetched = new ArrayList<>();
        CountDownLatch firstFetched = new CountDownLatch(1);
        try (StreamInProcess stream = stream(reference -> {
                    synchronized (fetched) {
                        fetched.add(reference);
                    }
                    firstFetched.countDown();
                    // Longer than the deletion of the topic takes.
                    return CompletableFuture.supplyAsync(
                            () -> new FetchResult.Rejected(RejectionReason.REFERENCE_NOT_FOUND, "no " + reference),
                            CompletableFuture.delayedExecutor(
                                    reference.equals("old") ? 6_000 : 0, TimeUnit.MILLISECONDS));
                });
                Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrap()))) {
            publish(0, event("old", "old"));
            assertThat(firstFetched.await(30, TimeUnit.SECONDS)).isTrue();
            admin.deleteTopics(List.of(IMAGES)).all().get();
            while (admin.listTopics().names().get().contains(IMAGES)) {
                Thread.sleep(50);
            }
            admin.createTopics(List.of(new NewTopic(IMAGES, 4, (short) 1)))
                    .all()
                    .get();
            publish(0, event("new", "new"));

            long deadline = System.nanoTime() + TIMEOUT.toNanos();
            List<Rejection> rejections;
            do {
                rejections = Outputs.await(broker.bootstrap(), 2, Duration.ofSeconds(5))
                        .rejections();
            } while (rejections.stream()
                            .noneMatch(rejection -> rejection.imageId().equals("new"))
                    && System.nanoTime() < deadline);
            assertThat(rejections)
                    .filteredOn(rejection -> rejection.imageId().equals("new"))
                    .extracting(Rejection::message)
                    .containsExactly("no new");
            assertThat(stream.rejected()).isPositive();
        }
    }

    private StreamInProcess stream(ImageFetcher fetcher) throws Exception {
        return new StreamInProcess(
                broker.bootstrap(),
                name -> {},
                fetcher,
                Map.of(
                        "num.stream.threads",
                        "1",
                        "producer.transaction.timeout.ms",
                        Integer.toString(TRANSACTION_TIMEOUT_MILLIS)));
    }

    private static FetchResult awaited(CountDownLatch latch) {
        try {
            latch.await(TIMEOUT.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return new FetchResult.Rejected(RejectionReason.REFERENCE_NOT_FOUND, "gone");
    }

    /** An event with a reference, or an empty one, which is rejected at once. */
    private static ImageEvent event(String id, String reference) {
        return new ImageEvent(id, "test", null, null, null, null, reference, null, new byte[0]);
    }

    private void publish(int partition, ImageEvent event) throws Exception {
        ProducerRecord<byte[], byte[]> record = ImageEventCodec.toRecord(IMAGES, event);
        producer.send(new ProducerRecord<>(
                        IMAGES, partition, ("key-" + partition).getBytes(UTF_8), record.value(), record.headers()))
                .get();
    }
}
