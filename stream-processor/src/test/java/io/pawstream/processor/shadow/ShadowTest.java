package io.pawstream.processor.shadow;

import static org.assertj.core.api.Assertions.assertThat;

import io.pawstream.contract.event.ImageEvent;
import io.pawstream.contract.event.MalformedEventException;
import io.pawstream.contract.event.PredictionEvent;
import io.pawstream.contract.event.PredictionEvent.ClassProbability;
import io.pawstream.contract.event.PredictionEventCodec;
import io.pawstream.contract.event.RecordAddress;
import io.pawstream.contract.selection.Selection;
import io.pawstream.contract.selection.TrafficShare;
import io.pawstream.model.ImageSize;
import io.pawstream.model.ModelCard;
import io.pawstream.processor.fetch.FetchResult;
import io.pawstream.processor.models.FakeNetwork;
import io.pawstream.processor.models.LoadedModel;
import io.pawstream.processor.models.ModelCache;
import io.pawstream.processor.models.ModelSelector;
import io.pawstream.processor.models.TestPngs;
import io.pawstream.processor.pipeline.DecodeMemory;
import io.pawstream.processor.pipeline.Result;
import io.pawstream.processor.pipeline.Result.Classified;
import io.pawstream.processor.pipeline.TestPipeline;
import io.pawstream.processor.pipeline.TestRequest;
import io.pawstream.processor.pipeline.WorkQueue;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class ShadowTest {

    private final FakeNetwork live = new FakeNetwork();
    private volatile FakeNetwork second = new FakeNetwork();
    private final ModelCache cache = new ModelCache(this::load, 2);
    private final ModelSelector selector = new ModelSelector(cache, Selection.of("live"));
    private final WorkQueue queue = TestPipeline.queue();
    private final MockProducer<byte[], byte[]> producer =
            new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer());
    private final Metrics metrics = new Metrics();
    private volatile MockProducer<byte[], byte[]> used = producer;
    private volatile boolean cannotConnect;
    private final ShadowPublisher publisher = new ShadowPublisher(
            this::producer,
            new PredictionEventCodec("predictions.shadow", "test-app"),
            metrics,
            Clock.fixed(Instant.parse("2026-01-02T03:04:05Z"), ZoneOffset.UTC));
    private final TestPipeline pipeline = new TestPipeline(
            selector,
            ShadowTest::fetch,
            queue,
            new Shadow(selector, cache, queue, new DecodeMemory(1), publisher, metrics));

    private static final class Metrics implements ShadowMetrics {

        private final Queue<String> compared = new ConcurrentLinkedQueue<>();
        private final AtomicInteger dropped = new AtomicInteger();
        private final AtomicInteger unpublished = new AtomicInteger();

        @Override
        public void predicted(ModelCard live, ModelCard shadow, boolean agrees, double difference) {
            compared.add(live.name() + " " + shadow.name() + " " + agrees + " " + difference);
        }

        @Override
        public void dropped() {
            dropped.incrementAndGet();
        }

        @Override
        public void publishFailed() {
            unpublished.incrementAndGet();
        }
    }

    @AfterEach
    void close() {
        live.permits.release(1_000);
        pipeline.close();
        cache.close();
    }

    private Producer<byte[], byte[]> producer() {
        if (cannotConnect) {
            throw new KafkaException("no resolvable bootstrap urls");
        }
        return used;
    }

    private static CompletableFuture<FetchResult> fetch(String reference) {
        return CompletableFuture.completedFuture(new FetchResult.Fetched(TestPngs.red(51), () -> {}));
    }

    private LoadedModel load(String name) {
        return switch (name) {
            case "live" -> live.model(name);
            case "fox" -> new FakeNetwork(List.of("cat", "fox"), new ImageSize(4, 4)).model(name);
            default -> second.model(name);
        };
    }

    private CompletableFuture<Result> submit(int red) {
        byte[] png = TestPngs.red(red);
        return pipeline.submit(new TestRequest(
                new RecordAddress("images", 0, red),
                () -> new ImageEvent("id-" + red, "test", "pet.png", null, null, null, null, "00-trace", png)));
    }

    private List<ProducerRecord<byte[], byte[]>> published() {
        return producer.history();
    }

    private PredictionEvent event(int index) throws MalformedEventException {
        ProducerRecord<byte[], byte[]> record = published().get(index);
        return PredictionEventCodec.fromRecord(
                new ConsumerRecord<>(record.topic(), 0, index, record.key(), record.value()));
    }

    private static void await(BooleanSupplier condition) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).isLessThan(deadline);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
        }
    }

    private void select(double share) {
        selector.select(4, new Selection("live", null, new TrafficShare("second", share, null)));
    }

    @Test
    void theShadowModelIsComparedWithTheLiveOneWhosePredictionStays() throws Exception {
        select(1);
        Classified prediction = (Classified) submit(51).join();
        await(() -> !published().isEmpty());
        PredictionEvent shadow = event(0);
        assertThat(prediction.card().name()).isEqualTo("live");
        assertThat(shadow.model().name()).isEqualTo("second");
        assertThat(shadow.label()).isEqualTo("cat");
        assertThat(shadow.top()).containsExactly(new ClassProbability("cat", 0.8f), new ClassProbability("dog", 0.2f));
        assertThat(shadow.selectionRevision()).isEqualTo(4);
        assertThat(shadow.imageId()).isEqualTo("id-51");
        assertThat(shadow.subject()).isEqualTo("pet.png");
        assertThat(shadow.input()).isEqualTo(new RecordAddress("images", 0, 51));
        assertThat(shadow.decodeSeconds()).isPositive();
        assertThat(shadow.queueSeconds()).isNotNegative();
        assertThat(shadow.inferenceSeconds()).isPositive();
        assertThat(metrics.compared).containsExactly("live second true 0.0");
        assertThat(metrics.dropped).hasValue(0);
        ProducerRecord<byte[], byte[]> record = published().get(0);
        assertThat(record.topic()).isEqualTo("predictions.shadow");
        assertThat(record.headers().lastHeader("ce_time").value()).asString().isEqualTo("2026-01-02T03:04:05Z");
        assertThat(record.headers().lastHeader("ce_traceparent").value())
                .asString()
                .isEqualTo("00-trace");
    }

    /** The input of the shadow model is larger, so that it needs pixels of its own. */
    @Test
    void aShadowModelWithAnotherInputSizeDecodesTheImageItself() throws Exception {
        second = new FakeNetwork(FakeNetwork.CLASSES, new ImageSize(7, 5));
        select(1);
        submit(51).join();
        await(() -> !published().isEmpty());
        assertThat(event(0).top().get(1).probability()).isEqualTo(0.2f);
        assertThat(event(0).decodeSeconds()).isPositive();
        assertThat(metrics.compared).containsExactly("live second true 0.0");
        assertThat(metrics.dropped).hasValue(0);
    }

    @Test
    void aReferencedImageIsSkippedIfTheShadowModelNeedsOtherPixels() {
        second = new FakeNetwork(FakeNetwork.CLASSES, new ImageSize(7, 5));
        select(1);
        Result result = pipeline.submit(new TestRequest(
                        new RecordAddress("images", 0, 1),
                        () -> new ImageEvent("id", "test", null, null, null, null, "file:red.png", null, new byte[0])))
                .join();
        assertThat(result).isInstanceOf(Classified.class);
        await(() -> metrics.dropped.get() == 1);
        assertThat(second.batches).isEmpty();
    }

    /** The networks give 0.8 and 0.2 to their first and second class. */
    @Test
    void theClassesAreComparedByName() {
        second = new FakeNetwork(List.of("dog", "cat"), new ImageSize(4, 4));
        select(1);
        submit(51).join();
        await(() -> !metrics.compared.isEmpty());
        assertThat(metrics.compared).singleElement().asString().startsWith("live second false 0.6");
    }

    @Test
    void anImageThatAModelWithOtherClassesClassifiedIsSkipped() {
        select(1);
        byte[] png = TestPngs.red(51);
        Result result = pipeline.submit(new TestRequest(
                        new RecordAddress("images", 0, 1),
                        () -> new ImageEvent("id", "test", null, null, null, "fox", null, null, png)))
                .join();
        assertThat(((Classified) result).card().name()).isEqualTo("fox");
        await(() -> metrics.dropped.get() == 1);
        assertThat(second.batches).isEmpty();
        assertThat(metrics.compared).isEmpty();
    }

    @Test
    void noImageIsTriedWithAShareOfZero() {
        select(0);
        submit(51).join();
        submit(52).join();
        assertThat(second.batches).isEmpty();
        assertThat(metrics.dropped).hasValue(0);
    }

    @Test
    void noImageIsTriedWithTheModelThatClassifiedIt() {
        selector.select(4, new Selection("live", null, new TrafficShare("live", 1, null)));
        submit(51).join();
        submit(52).join();
        assertThat(live.batches).containsExactly(1, 1);
        assertThat(metrics.compared).isEmpty();
        assertThat(metrics.dropped).hasValue(0);
    }

    @Test
    void imagesComeFirstAndExcessOnesAreDroppedAndCounted() {
        select(1);
        submit(1).join();
        await(() -> published().size() == 1);
        live.permits.drainPermits();
        int images = 80;
        CompletableFuture<?>[] results = new CompletableFuture<?>[images];
        for (int i = 0; i < images; i++) {
            results[i] = submit(i);
        }
        live.permits.release(1_000);
        CompletableFuture.allOf(results).join();
        await(() -> published().size() == images + 1 - metrics.dropped.get());
        assertThat(metrics.dropped).hasPositiveValue();
        assertThat(live.batches.stream().mapToInt(Integer::intValue).sum()).isEqualTo(images + 1);
        assertThat(second.batches).hasSize(images + 1 - metrics.dropped.get());
    }

    @Test
    void aShadowModelThatFailsDelaysNothing() {
        select(1);
        second.failsOnRed = -2;
        assertThat(submit(51).join()).isInstanceOf(Classified.class);
        await(() -> metrics.dropped.get() > 0);
        assertThat(published()).isEmpty();
    }

    @Test
    void aPredictionThatCannotBePublishedIsCounted() throws Exception {
        select(1);
        cannotConnect = true;
        assertThat(submit(51).join()).isInstanceOf(Classified.class);
        await(() -> metrics.unpublished.get() == 1);
        cannotConnect = false;
        submit(52).join();
        await(() -> !published().isEmpty());
        assertThat(event(0).imageId()).isEqualTo("id-52");
        assertThat(metrics.unpublished).hasValue(1);
    }

    @Test
    void aPredictionThatTheBrokerDoesNotAcceptIsCounted() {
        select(1);
        try (MockProducer<byte[], byte[]> manual =
                new MockProducer<>(false, null, new ByteArraySerializer(), new ByteArraySerializer())) {
            used = manual;
            assertThat(submit(51).join()).isInstanceOf(Classified.class);
            await(() -> !manual.history().isEmpty());
            assertThat(metrics.unpublished).hasValue(0);
            manual.errorNext(new RecordTooLargeException("1234567 bytes"));
            assertThat(metrics.unpublished).hasValue(1);
        }
    }

    @Test
    void noLeaseIsLeftOnceAllWorkIsDone() {
        select(1);
        submit(51).join();
        await(() -> !published().isEmpty());
        pipeline.close();
        cache.close();
        assertThat(live.closed).isTrue();
        assertThat(second.closed).isTrue();
    }
}
