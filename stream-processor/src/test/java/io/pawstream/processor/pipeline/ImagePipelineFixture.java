package io.pawstream.processor.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.pawstream.contract.event.ImageEvent;
import io.pawstream.contract.event.RejectionReason;
import io.pawstream.contract.selection.Selection;
import io.pawstream.model.ModelException;
import io.pawstream.model.Prediction;
import io.pawstream.processor.FakeClock;
import io.pawstream.processor.fetch.FetchResult;
import io.pawstream.processor.models.FakeNetwork;
import io.pawstream.processor.models.LoadedModel;
import io.pawstream.processor.models.ModelCache;
import io.pawstream.processor.models.ModelSelector;
import io.pawstream.processor.models.TestPngs;
import io.pawstream.processor.pipeline.Result.Classified;
import io.pawstream.processor.pipeline.Result.Rejected;
import java.nio.FloatBuffer;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;

/** A pipeline with fake networks, and the images that a test submits to it. */
abstract class ImagePipelineFixture {

    /** When {@link #expiring} events expire. The clock starts before it. */
    static final long EXPIRY_MILLIS = 60_000;

    final FakeNetwork network = new FakeNetwork();
    final FakeNetwork other = new FakeNetwork();
    final ModelFailure failure = new ModelFailure(Duration.ofMillis(1), Duration.ofMillis(5));
    final Map<String, CompletableFuture<FetchResult>> fetches = new ConcurrentHashMap<>();
    final ModelCache cache = new ModelCache(this::load, 4);
    final ModelSelector selector = new ModelSelector(cache, Selection.of("default"));
    final WorkQueue queue = TestPipeline.queue();
    final Inferences inferences = new Inferences();
    final FakeClock clock = new FakeClock();
    volatile boolean samplesPixels;
    volatile boolean defaultFails;
    volatile Runnable beforeLoad = () -> {};
    final TestPipeline pipeline = new TestPipeline(
            selector, this::fetch, queue, inferences, new Sampler(), failure, Deadlines.of(Optional.empty(), clock));

    /** Records what the worker reports. */
    static final class Inferences implements InferenceListener {

        final AtomicInteger images = new AtomicInteger();
        final List<ImageEvent> events = new CopyOnWriteArrayList<>();
        final List<Prediction> predictions = new CopyOnWriteArrayList<>();

        @Override
        public void batchInferred(int batch) {
            images.addAndGet(batch);
        }

        @Override
        public void inferred(PendingImage image, Prediction prediction, FloatBuffer probabilities) {
            events.add(image.event());
            predictions.add(prediction);
        }
    }

    private final class Sampler implements ResultListener {
        @Override
        public boolean samplesPixels() {
            return samplesPixels;
        }
    }

    @AfterEach
    void close() {
        network.permits.release(1_000);
        pipeline.close();
        cache.close();
    }

    private LoadedModel load(String name) throws ModelException {
        beforeLoad.run();
        if (name.equals("default") && defaultFails) {
            throw new ModelException("the disk is full");
        }
        return switch (name) {
            case "default" -> network.model(name);
            case "other" -> other.model(name);
            default -> throw new ModelException("no model \"" + name + "\"");
        };
    }

    CompletableFuture<Result> submit(int red) {
        return submit(red, null);
    }

    CompletableFuture<Result> submit(int red, String model) {
        byte[] png = TestPngs.red(red);
        return submit(() -> new ImageEvent("id-" + red, "test", null, null, null, model, null, null, png));
    }

    CompletableFuture<Result> submit(TestRequest.EventReader reader) {
        return pipeline.submit(TestRequest.of(reader));
    }

    private CompletableFuture<FetchResult> fetch(String reference) {
        return fetches.computeIfAbsent(reference, key -> new CompletableFuture<>());
    }

    static ImageEvent event(byte[] data, String model) {
        return new ImageEvent("id", "test", null, null, null, model, null, null, data);
    }

    /** An event that expires at {@link #EXPIRY_MILLIS}; without a reference if it is null. */
    static ImageEvent expiring(byte[] data, String reference) {
        OffsetDateTime expiryTime = Instant.ofEpochMilli(EXPIRY_MILLIS).atOffset(ZoneOffset.UTC);
        return new ImageEvent("id", "test", null, null, expiryTime, null, null, reference, null, data);
    }

    void awaitWaitingForPermit() throws InterruptedException {
        while (!network.permits.hasQueuedThreads()) {
            TimeUnit.MILLISECONDS.sleep(1);
        }
    }

    static Classified classified(CompletableFuture<Result> result) {
        assertThat(result.join()).isInstanceOf(Classified.class);
        return (Classified) result.join();
    }

    /** The model's probability of its second class. */
    static float dog(Classified result) {
        return result.prediction().top().stream()
                .filter(each -> each.label().equals("dog"))
                .map(each -> (float) each.probability())
                .findFirst()
                .orElseThrow();
    }

    static RejectionReason rejected(CompletableFuture<Result> result) {
        assertThat(result.join()).isInstanceOf(Rejected.class);
        return ((Rejected) result.join()).reason();
    }
}
