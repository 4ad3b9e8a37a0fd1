package io.pawstream.processor.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.pawstream.contract.event.ImageEvent;
import io.pawstream.contract.event.RejectionReason;
import io.pawstream.processor.fetch.FetchResult;
import io.pawstream.processor.models.TestPngs;
import io.pawstream.processor.pipeline.Result.Rejected;
import java.io.IOException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Images that expire at each stage. */
@Timeout(30)
class ExpiredImageTest extends ImagePipelineFixture {

    /** Would be rejected as an unsupported format if it was decoded. */
    private static final byte[] NO_IMAGE = {1, 2, 3};

    private static final byte[] NO_DATA = new byte[0];
    private static final long OTHER_BYTES = 100_000_000;

    private final AtomicInteger releasedSlots = new AtomicInteger();

    @Test
    void anImageIsClassifiedUntilItExpires() {
        clock.millis = EXPIRY_MILLIS - 1;
        classified(submit(() -> expiring(TestPngs.red(1), null)));
        clock.millis = EXPIRY_MILLIS;
        assertExpired(submit(() -> expiring(TestPngs.red(1), null)), "it was read");
        assertThat(network.batches).containsExactly(1);
        assertNoLeaseIsLeft();
    }

    @Test
    void theMessageStatesTheDeadline() {
        clock.millis = EXPIRY_MILLIS + 1_500;
        Result result = submit(() -> expiring(NO_IMAGE, null)).join();
        assertThat(result)
                .isEqualTo(new Rejected(
                        expiring(NO_IMAGE, null).identity(),
                        RejectionReason.EXPIRED,
                        "expired at 1970-01-01T00:01:00Z, 1.500 s before it was read: expirytime of the event"));
    }

    @Test
    void anImageThatExpiresInTheQueueIsNeitherFetchedNorDecoded() throws InterruptedException {
        classified(submit(1));
        network.permits.drainPermits();
        CompletableFuture<Result> busy = submit(10);
        awaitWaitingForPermit();
        CompletableFuture<Result> withData = submit(() -> expiring(NO_IMAGE, null));
        CompletableFuture<Result> byReference = submit(() -> expiring(NO_DATA, "cat"));
        clock.millis = EXPIRY_MILLIS;
        network.permits.release(1_000);
        assertExpired(withData, "it was read");
        assertExpired(byReference, "it was read");
        assertThat(fetches).isEmpty();
        classified(busy);
        assertNoLeaseIsLeft();
    }

    @Test
    void anImageThatExpiresWhileItsModelIsLoadedIsNotFetched() {
        beforeLoad = () -> clock.millis = EXPIRY_MILLIS;
        assertExpired(submit(() -> expiring(NO_DATA, "cat")), "it was fetched");
        assertThat(fetches).isEmpty();
        assertNoLeaseIsLeft();
    }

    @Test
    void aFetchEndsWhenItsImageExpires() throws InterruptedException {
        OffsetDateTime soon = Instant.ofEpochMilli(200).atOffset(ZoneOffset.UTC);
        CompletableFuture<Result> result =
                submit(() -> new ImageEvent("id", "test", null, null, soon, null, null, "cat", null, NO_DATA));
        awaitFetch();
        assertExpired(result, "it was fetched");
        assertThat(((Rejected) result.join()).message())
                .isEqualTo(
                        "expired at 1970-01-01T00:00:00.200Z, 0.000 s before it was fetched: expirytime of the event");
        assertThat(fetches.get("cat")).as("the fetcher stops").isDone();
        assertNoLeaseIsLeft();
    }

    @Test
    void anImageThatIsFetchedTooLateIsNotDecoded() throws InterruptedException {
        CompletableFuture<Result> result = submit(() -> expiring(NO_DATA, "cat"));
        awaitFetch();
        clock.millis = EXPIRY_MILLIS;
        fetches.get("cat").complete(new FetchResult.Fetched(NO_IMAGE, releasedSlots::incrementAndGet));
        assertExpired(result, "it was decoded");
        classified(submit(1));
        assertThat(releasedSlots).hasValue(1);
        assertNoLeaseIsLeft();
    }

    @Test
    void anImageThatExpiresWhileItWaitsForMemoryIsNotDecoded() throws IOException {
        assertThat(pipeline.memory().reserve(OTHER_BYTES, () -> {})).isTrue();
        byte[] large = LargeImageTest.large();
        CompletableFuture<Result> result = submit(() -> expiring(large, null));
        classified(submit(1));
        assertThat(result).isNotDone();
        clock.millis = EXPIRY_MILLIS;
        pipeline.memory().release(OTHER_BYTES);
        assertExpired(result, "it was decoded");
        classified(submit(2));
        assertThat(pipeline.memory().reservedBytes()).isZero();
        assertNoLeaseIsLeft();
    }

    @Test
    void anImageThatExpiresWhileItWaitsForItsBatchDoesNotEnterIt() throws InterruptedException {
        classified(submit(1));
        network.permits.drainPermits();
        CompletableFuture<Result> busy = submit(10);
        awaitWaitingForPermit();
        CompletableFuture<Result> expires = submit(() -> expiring(TestPngs.red(20), null));
        CompletableFuture<Result> next = submit(() -> {
            // The worker has decoded the first image and reads the second one for the same batch.
            clock.millis = EXPIRY_MILLIS;
            return event(TestPngs.red(30), null);
        });
        network.permits.release(1_000);
        classified(busy);
        assertExpired(expires, "its batch");
        assertThat(dog(classified(next))).isEqualTo(30 / 255f);
        assertThat(network.batches).containsExactly(1, 1, 1);
        assertNoLeaseIsLeft();
    }

    private static void assertExpired(CompletableFuture<Result> result, String step) {
        assertThat(rejected(result)).isEqualTo(RejectionReason.EXPIRED);
        assertThat(((Rejected) result.join()).message()).contains(" s before " + step + ": expirytime of the event");
    }

    private void awaitFetch() throws InterruptedException {
        while (!fetches.containsKey("cat")) {
            TimeUnit.MILLISECONDS.sleep(1);
        }
    }

    /** The cache closes a model once its last lease ends. */
    private void assertNoLeaseIsLeft() {
        // The only worker has then released what it used before.
        pipeline.close();
        cache.close();
        assertThat(network.closed).as("no lease is left").isTrue();
    }
}
