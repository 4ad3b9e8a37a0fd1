package io.pawstream.processor.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pawstream.contract.event.ImageEvent;
import io.pawstream.contract.event.MalformedEventException;
import io.pawstream.contract.event.RecordAddress;
import io.pawstream.contract.event.RejectionReason;
import io.pawstream.contract.selection.Selection;
import io.pawstream.model.ModelException;
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
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class ImagePipelineTest {

    private final FakeNetwork network = new FakeNetwork();
    private final FakeNetwork other = new FakeNetwork();
    private final ModelFailure fault = new ModelFailure(Duration.ofMillis(1), Duration.ofMillis(5));
    private final AtomicInteger batchedImages = new AtomicInteger();
    private final Map<String, CompletableFuture<FetchResult>> fetches = new ConcurrentHashMap<>();
    private final AtomicInteger placesGivenBack = new AtomicInteger();
    private final ModelCache pool = new ModelCache(this::load, 4);
    private final ModelSelector selections = new ModelSelector(pool, Selection.of("default"));
    private final WorkQueue queue = new WorkQueue(4, 1);
    private final List<Float> answers = new CopyOnWriteArrayList<>();
    private final ImagePipeline classifier = new ImagePipeline(
            selections,
            this::fetch,
            1,
            queue,
            batchedImages::addAndGet,
            fault,
            (image, probability) -> answers.add(probability));

    @AfterEach
    void close() {
        network.permits.release(1_000);
        classifier.close();
        pool.close();
    }

    @Test
    void answersWithTheModelAndItsProbability() {
        Classified outcome = classified(submit(51));
        assertThat(outcome.probability()).isEqualTo(0.2f);
        assertThat(outcome.card().name()).isEqualTo("default");
        assertThat(outcome.event().id()).isEqualTo("id-51");
        assertThat(outcome.decodeSeconds()).isPositive();
        assertThat(outcome.queueSeconds()).isNotNegative();
        assertThat(outcome.inferenceSeconds()).isPositive();
    }

    @Test
    void gathersWhatWaitsWhileASessionIsBusyUpToTheLargestBatch() throws InterruptedException {
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
            assertThat(classified(waiting.get(i)).probability()).isEqualTo((20 + i) / 255f);
        }
        assertThat(network.batches).containsExactly(1, 1, 4, 2);
        assertThat(batchedImages).hasValue(8);
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
    void rejectsWhatIsTheFaultOfTheImageOrItsEvent() {
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
        assertThat(classified(good).probability()).isEqualTo(20 / 255f);
        assertThat(rejected(bad)).isEqualTo(RejectionReason.INFERENCE_FAILED);
        assertThat(classified(alsoGood).probability()).isEqualTo(30 / 255f);
        assertThat(fault.message()).isEmpty();
    }

    @Test
    void anExceptionThatTheModelShouldNotThrowIsAFailureOfItToo() {
        classified(submit(1));
        network.throwsOnRed = 77;
        assertThat(rejected(submit(77))).isEqualTo(RejectionReason.INFERENCE_FAILED);
        classified(submit(2));
    }

    @Test
    void rejectsNothingWhileTheModelFailsOnEveryImage() throws InterruptedException {
        CompletableFuture<Result> outcome = submitWhileTheModelFails();
        assertThat(outcome).isNotDone();
        assertThat(fault.message())
                .hasValueSatisfying(message -> assertThat(message).contains("model default fails"));
        network.failsOnRed = -1;
        assertThat(classified(outcome).probability()).isEqualTo(40 / 255f);
        assertThat(fault.message()).isEmpty();
    }

    @Test
    void anImageOfAFailingModelComesAnewWhenAnotherOneIsSelected() throws InterruptedException {
        CompletableFuture<Result> outcome = submitWhileTheModelFails();
        selections.select(1, Selection.of("other"));
        assertThatThrownBy(outcome::join).hasMessageContaining("model default fails, and is not the one any more");
        assertThat(classified(submit(40)).card().name()).isEqualTo("other");
    }

    @Test
    void failsButDoesNotRejectWhenItClosesDuringAFault() throws InterruptedException {
        CompletableFuture<Result> outcome = submitWhileTheModelFails();
        classifier.close();
        assertThatThrownBy(outcome::join).hasMessageContaining("shutting down");
    }

    @Test
    void dropsWorkThatIsCancelledBeforeItsTurn() throws InterruptedException {
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
        CompletableFuture<List<Float>> answersBeforeSpare = new CompletableFuture<>();
        assertThat(queue.addSpare(() -> answersBeforeSpare.complete(List.copyOf(answers))))
                .isTrue();
        List<CompletableFuture<Result>> waiting = new ArrayList<>();
        for (int red = 20; red < 26; red++) {
            waiting.add(submit(red));
        }
        network.permits.release(1_000);
        classified(busy);
        waiting.forEach(ImagePipelineTest::classified);
        assertThat(answersBeforeSpare.join()).hasSize(8);
    }

    @Test
    void tooManySpareTasksAreRefused() throws InterruptedException {
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
    void eachImageMeetsTheSelectionThatIsInForceWhenItsTurnComes() {
        assertThat(classified(submit(1)).revision()).isEqualTo(-1);
        selections.select(7, Selection.of("other"));
        Classified outcome = classified(submit(1));
        assertThat(outcome.card().name()).isEqualTo("other");
        assertThat(outcome.revision()).isEqualTo(7);
    }

    @Test
    void goesOnWithAnImageWhenItsBytesAreFetchedAndWithOthersMeanwhile() throws InterruptedException {
        CompletableFuture<Result> byReference = submitReference("cat");
        awaitFetch("cat");
        classified(submit(10));
        TimeUnit.SECONDS.sleep(1);
        assertThat(byReference).isNotDone();
        fetches.get("cat").complete(fetched(TestPngs.red(51)));
        Classified outcome = classified(byReference);
        assertThat(outcome.probability()).isEqualTo(0.2f);
        assertThat(outcome.event().dataRef()).isEqualTo("cat");
        assertThat(outcome.event().data()).isEmpty();
        assertThat(outcome.decodeSeconds() + outcome.queueSeconds()).isLessThan(1);
        assertThat(placesGivenBack).hasValue(1);
    }

    @Test
    void givesThePlaceOfAFetchedImageBackAsSoonAsItIsDecoded() throws InterruptedException {
        classified(submit(1));
        network.permits.drainPermits();
        CompletableFuture<Result> byReference = submitReference("cat");
        awaitFetch("cat");
        fetches.get("cat").complete(fetched(TestPngs.red(51)));
        awaitWaitingForPermit();
        assertThat(placesGivenBack).hasValue(1);
        network.permits.release(1_000);
        classified(byReference);
    }

    @Test
    void rejectsWhatIsFetchedAndNoImageAndWhatCannotBeFetched() throws InterruptedException {
        CompletableFuture<Result> html = submitReference("html");
        CompletableFuture<Result> gone = submitReference("gone");
        awaitFetch("html");
        awaitFetch("gone");
        fetches.get("html").complete(fetched(new byte[] {1, 2, 3}));
        fetches.get("gone")
                .complete(new FetchResult.Rejected(RejectionReason.REFERENCE_NOT_FOUND, "gone: HTTP status 404"));
        assertThat(rejected(html)).isEqualTo(RejectionReason.UNSUPPORTED_FORMAT);
        assertThat(rejected(gone)).isEqualTo(RejectionReason.REFERENCE_NOT_FOUND);
        assertThat(placesGivenBack).hasValue(1);
        pool.close();
        assertThat(network.closed).isTrue();
    }

    @Test
    void dataWinsOverAnAddress() {
        byte[] png = TestPngs.red(51);
        assertThat(classified(submit(() -> new ImageEvent("id", "test", null, null, null, null, "cat", null, png)))
                        .probability())
                .isEqualTo(0.2f);
        assertThat(fetches).isEmpty();
    }

    @Test
    void cancelsTheFetchWithTheImage() throws InterruptedException {
        CompletableFuture<Result> byReference = submitReference("cat");
        awaitFetch("cat");
        byReference.cancel(false);
        assertThat(fetches.get("cat")).isCancelled();
        classified(submit(1));
        pool.close();
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
    void holdsNoLeaseWhenAllIsAnswered() {
        classified(submit(1));
        rejected(submit(() -> event(new byte[] {1, 2, 3}, null)));
        pool.close();
        assertThat(network.closed).isTrue();
    }

    private LoadedModel load(String name) throws ModelException {
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

    /** An image whose outcome waits, because the model fails on the probe as well. */
    private CompletableFuture<Result> submitWhileTheModelFails() throws InterruptedException {
        classified(submit(1));
        network.failsOnRed = -2;
        CompletableFuture<Result> outcome = submit(40);
        while (fault.message().isEmpty()) {
            TimeUnit.MILLISECONDS.sleep(1);
        }
        return outcome;
    }

    private CompletableFuture<Result> submit(ImageRequest.EventReader reader) {
        return classifier.submit(new ImageRequest(null, new RecordAddress("images", 0, 0), reader));
    }

    private CompletableFuture<Result> submitReference(String address) {
        return submit(() -> new ImageEvent("id", "test", null, null, null, null, address, null, new byte[0]));
    }

    private CompletableFuture<FetchResult> fetch(String address) {
        return fetches.computeIfAbsent(address, key -> new CompletableFuture<>());
    }

    private FetchResult fetched(byte[] data) {
        return new Fetched(data, placesGivenBack::incrementAndGet);
    }

    private void awaitFetch(String address) throws InterruptedException {
        while (!fetches.containsKey(address)) {
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

    private static Classified classified(CompletableFuture<Result> outcome) {
        assertThat(outcome.join()).isInstanceOf(Classified.class);
        return (Classified) outcome.join();
    }

    private static RejectionReason rejected(CompletableFuture<Result> outcome) {
        assertThat(outcome.join()).isInstanceOf(Rejected.class);
        return ((Rejected) outcome.join()).reason();
    }
}
