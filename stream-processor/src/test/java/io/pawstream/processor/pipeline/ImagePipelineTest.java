package io.pawstream.processor.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pawstream.contract.event.ImageEvent;
import io.pawstream.contract.event.ImageIdentity;
import io.pawstream.contract.event.MalformedEventException;
import io.pawstream.contract.event.RejectionReason;
import io.pawstream.contract.selection.Selection;
import io.pawstream.model.ModelException;
import io.pawstream.model.Prediction;
import io.pawstream.processor.fetch.FetchResult;
import io.pawstream.processor.fetch.FetchResult.Fetched;
import io.pawstream.processor.models.FakeNetwork;
import io.pawstream.processor.models.LoadedModel;
import io.pawstream.processor.models.ModelCache;
import io.pawstream.processor.models.ModelSelector;
import io.pawstream.processor.models.TestPngs;
import io.pawstream.processor.pipeline.Result.Classified;
import io.pawstream.processor.pipeline.Result.Rejected;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class ImagePipelineTest {

    private final FakeNetwork network = new FakeNetwork();
    private final FakeNetwork other = new FakeNetwork();
    private final ModelFailure failure = new ModelFailure(Duration.ofMillis(1), Duration.ofMillis(5));
    private final Map<String, CompletableFuture<FetchResult>> fetches = new ConcurrentHashMap<>();
    private final AtomicInteger releasedSlots = new AtomicInteger();
    private final ModelCache cache = new ModelCache(this::load, 4);
    private final ModelSelector selector = new ModelSelector(cache, Selection.of("default"));
    private final WorkQueue queue = TestPipeline.queue();
    private final Inferences inferences = new Inferences();
    private volatile boolean samplesPixels;
    private volatile boolean defaultFails;
    private final TestPipeline pipeline =
            new TestPipeline(selector, this::fetch, queue, inferences, new Sampler(), failure);

    /** Records what the worker reports. */
    private static final class Inferences implements InferenceListener {

        private final AtomicInteger images = new AtomicInteger();
        private final List<ImageEvent> events = new CopyOnWriteArrayList<>();
        private final List<Prediction> predictions = new CopyOnWriteArrayList<>();

        @Override
        public void batchInferred(int batch) {
            images.addAndGet(batch);
        }

        @Override
        public void inferred(PendingImage image, Prediction prediction) {
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

    @Test
    void classifiesWithTheSelectedModel() {
        Classified result = classified(submit(51));
        assertThat(dog(result)).isEqualTo(0.2f);
        assertThat(result.prediction().label()).isEqualTo("cat");
        assertThat(result.card().name()).isEqualTo("default");
        assertThat(result.image()).isEqualTo(new ImageIdentity("id-51", "test", null, null));
        assertThat(result.times().decodeSeconds()).isPositive();
        assertThat(result.times().queueSeconds()).isNotNegative();
        assertThat(result.times().inferenceSeconds()).isPositive();
        assertThat(inferences.predictions).containsExactly(result.prediction());
    }

    @Test
    void carriesACopyOfThePixelsOnlyIfTheListenerSamplesThem() {
        assertThat(classified(submit(51)).pixels()).isNull();
        samplesPixels = true;
        Classified sampled = classified(submit(52));
        samplesPixels = false;
        classified(submit(53));
        byte[] pixels = new byte[4 * 4 * 3];
        assertThat(sampled.pixels().remaining()).isEqualTo(pixels.length);
        sampled.pixels().duplicate().get(pixels);
        for (int i = 0; i < pixels.length; i += 3) {
            assertThat(pixels[i]).isEqualTo((byte) 52);
            assertThat(pixels[i + 1]).isZero();
        }
    }

    @Test
    void batchesTheImagesThatWaitForABusyWorkerUpToTheMaximum() throws InterruptedException {
        classified(submit(1));
        network.permits.drainPermits();
        CompletableFuture<Result> busy = submit(10);
        awaitWaitingForPermit();
        List<CompletableFuture<Result>> waiting = new ArrayList<>();
        for (int red = 20; red < 26; red++) {
            waiting.add(submit(red));
        }
        network.permits.release(1_000);
        classified(busy);
        for (int i = 0; i < waiting.size(); i++) {
            assertThat(dog(classified(waiting.get(i)))).isEqualTo((20 + i) / 255f);
        }
        assertThat(network.batches).containsExactly(1, 1, 4, 2);
        assertThat(inferences.images).hasValue(8);
    }

    @Test
    void neverMixesModelsInABatch() throws InterruptedException {
        classified(submit(1));
        classified(submit(1, "other"));
        network.permits.drainPermits();
        CompletableFuture<Result> busy = submit(10);
        awaitWaitingForPermit();
        List<CompletableFuture<Result>> waiting = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            waiting.add(submit(20, null));
            waiting.add(submit(30, "other"));
        }
        network.permits.release(1_000);
        classified(busy);
        for (int i = 0; i < 6; i++) {
            assertThat(classified(waiting.get(i)).card().name()).isEqualTo(i % 2 == 0 ? "default" : "other");
        }
        assertThat(other.batches).containsExactly(1, 3);
        assertThat(network.batches).containsExactly(1, 1, 3);
    }

    @Test
    void rejectsInvalidImagesAndEvents() {
        assertThat(rejected(submit(() -> event(new byte[0], null)))).isEqualTo(RejectionReason.EMPTY);
        assertThat(rejected(submit(() -> event(new byte[] {1, 2, 3}, null))))
                .isEqualTo(RejectionReason.UNSUPPORTED_FORMAT);
        assertThat(rejected(submit(1, "no-such-model"))).isEqualTo(RejectionReason.UNKNOWN_MODEL);
        assertThat(rejected(submit(() -> {
                    throw new MalformedEventException("no id", null);
                })))
                .isEqualTo(RejectionReason.MALFORMED_EVENT);
    }

    @Test
    void aRejectionIdentifiesTheImageByItsEventOrElseByItsRecord() {
        assertThat(submit(() -> event(new byte[] {1, 2, 3}, null)).join().image())
                .isEqualTo(new ImageIdentity("id", "test", null, null));
        assertThat(submit(() -> {
                            throw new MalformedEventException("no id", null);
                        })
                        .join())
                .isEqualTo(new Rejected(TestRequest.FROM_RECORD, RejectionReason.MALFORMED_EVENT, "no id"));
    }

    @Test
    void anUnexpectedExceptionFailsTheImageButDoesNotRejectIt() {
        CompletableFuture<Result> result = submit(() -> {
            throw new IllegalStateException("a defect");
        });
        assertThatThrownBy(result::join).hasRootCause(new IllegalStateException("a defect"));
        classified(submit(1));
    }

    @Test
    void aDefaultModelThatCannotBeLoadedFailsTheImageButDoesNotRejectIt() {
        defaultFails = true;
        assertThatThrownBy(submit(1)::join)
                .hasCauseInstanceOf(ModelException.class)
                .hasMessageContaining("cannot load the default model")
                .hasRootCauseMessage("the disk is full");
        defaultFails = false;
        classified(submit(2));
    }

    @Test
    void rejectsOnlyTheImageOnWhichABatchFails() throws InterruptedException {
        classified(submit(1));
        network.failsOnRed = 77;
        network.permits.drainPermits();
        CompletableFuture<Result> busy = submit(10);
        awaitWaitingForPermit();
        CompletableFuture<Result> good = submit(20);
        CompletableFuture<Result> bad = submit(77);
        CompletableFuture<Result> alsoGood = submit(30);
        network.permits.release(1_000);
        classified(busy);
        assertThat(dog(classified(good))).isEqualTo(20 / 255f);
        assertThat(rejected(bad)).isEqualTo(RejectionReason.INFERENCE_FAILED);
        assertThat(dog(classified(alsoGood))).isEqualTo(30 / 255f);
        assertThat(failure.message()).isEmpty();
    }

    @Test
    void anUnexpectedExceptionOfTheNetworkIsAFailureOfInference() {
        classified(submit(1));
        network.throwsOnRed = 77;
        assertThat(rejected(submit(77))).isEqualTo(RejectionReason.INFERENCE_FAILED);
        classified(submit(2));
    }

    @Test
    void rejectsNothingWhileTheModelFailsOnEveryImage() throws InterruptedException {
        CompletableFuture<Result> result = submitWhileTheModelFails();
        assertThat(result).isNotDone();
        assertThat(failure.message())
                .hasValueSatisfying(message -> assertThat(message).contains("model default fails"));
        network.failsOnRed = -1;
        assertThat(dog(classified(result))).isEqualTo(40 / 255f);
        assertThat(failure.message()).isEmpty();
    }

    @Test
    void anImageOfAFailingModelStartsAgainWhenAnotherOneIsSelected() throws InterruptedException {
        CompletableFuture<Result> result = submitWhileTheModelFails();
        selector.select(1, Selection.of("other"));
        assertThatThrownBy(result::join).hasMessageContaining("model default fails and is no longer selected");
        assertThat(classified(submit(40)).card().name()).isEqualTo("other");
    }

    @Test
    void failsButDoesNotRejectWhenItClosesWhileTheModelFails() throws InterruptedException {
        CompletableFuture<Result> result = submitWhileTheModelFails();
        pipeline.close();
        assertThatThrownBy(result::join).hasMessageContaining("shutting down");
    }

    @Test
    void dropsWorkThatIsCancelledBeforeItStarts() throws InterruptedException {
        classified(submit(1));
        network.permits.drainPermits();
        CompletableFuture<Result> busy = submit(10);
        awaitWaitingForPermit();
        CompletableFuture<Result> cancelled = submit(20);
        cancelled.cancel(false);
        network.permits.release(1_000);
        classified(busy);
        classified(submit(30));
        assertThat(network.batches).containsExactly(1, 1, 1);
    }

    @Test
    void spareTasksRunOnlyWhenNoImageWaits() throws InterruptedException {
        classified(submit(1));
        network.permits.drainPermits();
        CompletableFuture<Result> busy = submit(10);
        awaitWaitingForPermit();
        CompletableFuture<Integer> inferredBefore = new CompletableFuture<>();
        assertThat(queue.addSpare(() -> inferredBefore.complete(inferences.predictions.size())))
                .isTrue();
        List<CompletableFuture<Result>> waiting = new ArrayList<>();
        for (int red = 20; red < 26; red++) {
            waiting.add(submit(red));
        }
        network.permits.release(1_000);
        classified(busy);
        waiting.forEach(ImagePipelineTest::classified);
        assertThat(inferredBefore.join()).isEqualTo(8);
    }

    @Test
    void limitsTheSpareTasksThatWait() throws InterruptedException {
        classified(submit(1));
        network.permits.drainPermits();
        var unused = submit(10);
        awaitWaitingForPermit();
        int taken = 0;
        while (queue.addSpare(() -> {})) {
            taken++;
        }
        assertThat(taken).isEqualTo(64);
    }

    @Test
    void theSelectionThatIsActiveWhenTheWorkStartsDecides() {
        assertThat(classified(submit(1)).revision()).isEqualTo(-1);
        selector.select(7, Selection.of("other"));
        Classified result = classified(submit(1));
        assertThat(result.card().name()).isEqualTo("other");
        assertThat(result.revision()).isEqualTo(7);
    }

    @Test
    void classifiesOtherImagesWhileOneIsFetched() throws InterruptedException {
        CompletableFuture<Result> byReference = submitReference("cat");
        awaitFetch("cat");
        classified(submit(10));
        TimeUnit.SECONDS.sleep(1);
        assertThat(byReference).isNotDone();
        fetches.get("cat").complete(fetched(TestPngs.red(51)));
        Classified result = classified(byReference);
        assertThat(dog(result)).isEqualTo(0.2f);
        ImageEvent event = inferences.events.get(1);
        assertThat(event.dataRef()).isEqualTo("cat");
        assertThat(event.data()).isEmpty();
        assertThat(result.image()).isEqualTo(event.identity());
        assertThat(result.times().decodeSeconds() + result.times().queueSeconds())
                .isLessThan(1);
        assertThat(releasedSlots).hasValue(1);
    }

    @Test
    void releasesTheSlotOfAFetchedImageAsSoonAsItIsDecoded() throws InterruptedException {
        classified(submit(1));
        network.permits.drainPermits();
        CompletableFuture<Result> byReference = submitReference("cat");
        awaitFetch("cat");
        fetches.get("cat").complete(fetched(TestPngs.red(51)));
        awaitWaitingForPermit();
        assertThat(releasedSlots).hasValue(1);
        network.permits.release(1_000);
        classified(byReference);
    }

    @Test
    void rejectsFetchedDataThatIsNoImageAndReferencesThatCannotBeFetched() throws InterruptedException {
        CompletableFuture<Result> html = submitReference("html");
        CompletableFuture<Result> gone = submitReference("gone");
        awaitFetch("html");
        awaitFetch("gone");
        fetches.get("html").complete(fetched(new byte[] {1, 2, 3}));
        fetches.get("gone").complete(new FetchResult.Rejected(RejectionReason.REFERENCE_NOT_FOUND, "gone: status 404"));
        assertThat(rejected(html)).isEqualTo(RejectionReason.UNSUPPORTED_FORMAT);
        assertThat(rejected(gone)).isEqualTo(RejectionReason.REFERENCE_NOT_FOUND);
        assertThat(releasedSlots).hasValue(1);
        cache.close();
        assertThat(network.closed).isTrue();
    }

    @Test
    void dataTakesPrecedenceOverAReference() {
        byte[] png = TestPngs.red(51);
        assertThat(dog(classified(
                        submit(() -> new ImageEvent("id", "test", null, null, null, null, "cat", null, png)))))
                .isEqualTo(0.2f);
        assertThat(fetches).isEmpty();
    }

    @Test
    void cancelsTheFetchWithTheImage() throws InterruptedException {
        CompletableFuture<Result> byReference = submitReference("cat");
        awaitFetch("cat");
        // The worker has started the fetch and goes on.
        classified(submit(2));
        byReference.cancel(false);
        assertThat(fetches.get("cat")).isCancelled();
        classified(submit(1));
        cache.close();
        assertThat(network.closed).isTrue();
    }

    @Test
    void failsButDoesNotRejectWhenFetchingEnds() throws InterruptedException {
        CompletableFuture<Result> byReference = submitReference("cat");
        awaitFetch("cat");
        fetches.get("cat").completeExceptionally(new CancellationException("shutting down"));
        assertThatThrownBy(byReference::join).hasMessageContaining("shutting down");
    }

    @Test
    void holdsNoLeaseOnceAllImagesHaveResults() {
        classified(submit(1));
        rejected(submit(() -> event(new byte[] {1, 2, 3}, null)));
        cache.close();
        assertThat(network.closed).isTrue();
    }

    @Test
    void acceptsNoImageOnceItIsClosed() {
        pipeline.close();
        assertThatThrownBy(() -> submit(1)).isInstanceOf(RejectedExecutionException.class);
    }

    private LoadedModel load(String name) throws ModelException {
        if (name.equals("default") && defaultFails) {
            throw new ModelException("the disk is full");
        }
        return switch (name) {
            case "default" -> network.model(name);
            case "other" -> other.model(name);
            default -> throw new ModelException("no model \"" + name + "\"");
        };
    }

    private CompletableFuture<Result> submit(int red) {
        return submit(red, null);
    }

    private CompletableFuture<Result> submit(int red, String model) {
        byte[] png = TestPngs.red(red);
        return submit(() -> new ImageEvent("id-" + red, "test", null, null, null, model, null, null, png));
    }

    /** An image without a result, because the model fails on the probe as well. */
    private CompletableFuture<Result> submitWhileTheModelFails() throws InterruptedException {
        classified(submit(1));
        network.failsOnRed = -2;
        CompletableFuture<Result> result = submit(40);
        while (failure.message().isEmpty()) {
            TimeUnit.MILLISECONDS.sleep(1);
        }
        return result;
    }

    private CompletableFuture<Result> submit(TestRequest.EventReader reader) {
        return pipeline.submit(TestRequest.of(reader));
    }

    private CompletableFuture<Result> submitReference(String reference) {
        return submit(() -> new ImageEvent("id", "test", null, null, null, null, reference, null, new byte[0]));
    }

    private CompletableFuture<FetchResult> fetch(String reference) {
        return fetches.computeIfAbsent(reference, key -> new CompletableFuture<>());
    }

    private FetchResult fetched(byte[] data) {
        return new Fetched(data, releasedSlots::incrementAndGet);
    }

    private void awaitFetch(String reference) throws InterruptedException {
        while (!fetches.containsKey(reference)) {
            TimeUnit.MILLISECONDS.sleep(1);
        }
    }

    private static ImageEvent event(byte[] data, String model) {
        return new ImageEvent("id", "test", null, null, null, model, null, null, data);
    }

    private void awaitWaitingForPermit() throws InterruptedException {
        while (!network.permits.hasQueuedThreads()) {
            TimeUnit.MILLISECONDS.sleep(1);
        }
    }

    private static Classified classified(CompletableFuture<Result> result) {
        assertThat(result.join()).isInstanceOf(Classified.class);
        return (Classified) result.join();
    }

    /** The model's probability of its second class. */
    private static float dog(Classified result) {
        return result.prediction().probabilities().get("dog").floatValue();
    }

    private static RejectionReason rejected(CompletableFuture<Result> result) {
        assertThat(result.join()).isInstanceOf(Rejected.class);
        return ((Rejected) result.join()).reason();
    }
}
