package io.pawstream.processor.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pawstream.contract.event.ImageEvent;
import io.pawstream.contract.event.RejectionReason;
import io.pawstream.processor.fetch.FetchResult;
import io.pawstream.processor.fetch.FetchResult.Fetched;
import io.pawstream.processor.models.TestPngs;
import io.pawstream.processor.pipeline.Result.Classified;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Images that are fetched by their reference. */
@Timeout(30)
class FetchedImageTest extends ImagePipelineFixture {

    private final AtomicInteger releasedSlots = new AtomicInteger();

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

    private CompletableFuture<Result> submitReference(String reference) {
        return submit(() -> new ImageEvent("id", "test", null, null, null, null, reference, null, new byte[0]));
    }

    private FetchResult fetched(byte[] data) {
        return new Fetched(data, releasedSlots::incrementAndGet);
    }

    private void awaitFetch(String reference) throws InterruptedException {
        while (!fetches.containsKey(reference)) {
            TimeUnit.MILLISECONDS.sleep(1);
        }
    }
}
