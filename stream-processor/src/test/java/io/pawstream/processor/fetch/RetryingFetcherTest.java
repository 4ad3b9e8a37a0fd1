package io.pawstream.processor.fetch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pawstream.contract.event.RejectionReason;
import io.pawstream.processor.fetch.FetchResult.Fetched;
import io.pawstream.processor.fetch.FetchResult.Rejected;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
class RetryingFetcherTest {

    private static final Duration RETRY_TIMEOUT = Duration.ofSeconds(1);

    private final List<URI> attempts = new CopyOnWriteArrayList<>();
    private final List<Double> fetched = new CopyOnWriteArrayList<>();
    private final Semaphore responses = new Semaphore(1_000);
    private final RetryingFetcher fetcher = new RetryingFetcher(this::read, settings(), fetched::add);

    private static FetchSettings settings() {
        return new FetchSettings(
                null,
                new HttpSettings(List.of(), false, Duration.ofSeconds(1)),
                100,
                2,
                new RetrySettings(Duration.ofMillis(10), RETRY_TIMEOUT));
    }

    @AfterEach
    void close() {
        fetcher.close();
    }

    @Test
    void returnsTheBytes() {
        assertThat(data(fetcher.fetch("test://host/ok"))).isEqualTo("ok");
        assertThat(fetched).singleElement().satisfies(seconds -> assertThat(seconds)
                .isPositive());
    }

    @Test
    void rejectsPermanentFailuresAtOnce() {
        Rejected rejected = rejected(fetcher.fetch("test://host/gone"));
        assertThat(rejected.reason()).isEqualTo(RejectionReason.REFERENCE_NOT_FOUND);
        assertThat(rejected.message()).isEqualTo("test://host/gone: HTTP status 404");
        assertThat(attempts).hasSize(1);
        assertThat(fetched).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://host/a b", "http://host\\@evil/", "%", "http://[::1/", ":", "a\r\nb"})
    void rejectsInvalidUris(String reference) {
        Rejected rejected = rejected(fetcher.fetch(reference));
        assertThat(rejected.reason()).isEqualTo(RejectionReason.REFERENCE_NOT_ALLOWED);
        assertThat(rejected.message()).contains(reference);
        assertThat(attempts).isEmpty();
    }

    @Test
    void readersGetAsciiOnly() {
        assertThat(data(fetcher.fetch("test://host/ok?k\u00e4tzchen"))).isEqualTo("ok");
        assertThat(attempts).containsExactly(URI.create("test://host/ok?k%C3%A4tzchen"));
    }

    @Test
    void retriesWithBackOffUntilItSucceeds() {
        long start = System.nanoTime();
        assertThat(data(fetcher.fetch("test://host/third-time"))).isEqualTo("third-time");
        assertThat(attempts).hasSize(3);
        assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(15_000_000L);
        assertThat(fetched).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"test://host/down", "test://host/defect"})
    void givesUpAfterTheRetryTimeout(String reference) {
        long start = System.nanoTime();
        Rejected rejected = rejected(fetcher.fetch(reference));
        assertThat(rejected.reason()).isEqualTo(RejectionReason.REFERENCE_UNAVAILABLE);
        assertThat(rejected.message())
                .startsWith(reference + ": gave up after attempt ")
                .endsWith(": no luck");
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isBetween(RETRY_TIMEOUT, Duration.ofSeconds(5));
        // Delays of at least 5, 10, 20, 40, 80, 160 and 320 ms, then the rest of a second.
        assertThat(attempts).hasSizeBetween(3, 9);
    }

    @Test
    void imagesOfAHostInALongOutageGetOneAttempt() {
        rejected(fetcher.fetch("test://host/down"));
        for (int i = 0; i < 10; i++) {
            assertThat(rejected(fetcher.fetch("test://host/down")).message())
                    .isEqualTo("test://host/down: gave up after attempt 1: no luck");
        }
        assertThat(data(fetcher.fetch("test://other/third-time"))).isEqualTo("third-time");
        assertThat(data(fetcher.fetch("test://host/ok"))).isEqualTo("ok");
        assertThat(data(fetcher.fetch("test://host/third-time"))).isEqualTo("third-time");
    }

    @Test
    void cancellingEndsTheRetries() throws InterruptedException {
        CompletableFuture<FetchResult> result = fetcher.fetch("test://host/down");
        awaitAttempts(1);
        result.cancel(false);
        TimeUnit.MILLISECONDS.sleep(50);
        int before = attempts.size();
        TimeUnit.MILLISECONDS.sleep(200);
        assertThat(attempts).hasSize(before);
    }

    @Test
    void slotsBoundTheImagesInMemory() throws InterruptedException {
        List<CompletableFuture<FetchResult>> results = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            results.add(fetcher.fetch("test://host/ok"));
        }
        awaitAttempts(2);
        TimeUnit.MILLISECONDS.sleep(50);
        assertThat(attempts).hasSize(2);
        long done = results.stream().filter(CompletableFuture::isDone).count();
        assertThat(done).isEqualTo(2);
        while (!results.isEmpty()) {
            results.removeIf(result -> result.isDone() && data(result).equals("ok"));
            TimeUnit.MILLISECONDS.sleep(1);
        }
        assertThat(attempts).hasSize(5);
    }

    @Test
    void aCancelledFetchReleasesItsSlot() throws InterruptedException {
        responses.drainPermits();
        for (int i = 1; i <= 4; i++) {
            CompletableFuture<FetchResult> result = fetcher.fetch("test://host/ok");
            awaitAttempts(i);
            result.cancel(false);
            responses.release();
        }
        responses.release(2);
        assertThat(data(fetcher.fetch("test://host/ok"))).isEqualTo("ok");
    }

    @Test
    void failsPendingFetchesWhenItCloses() throws InterruptedException {
        responses.drainPermits();
        CompletableFuture<FetchResult> reading = fetcher.fetch("test://host/ok");
        CompletableFuture<FetchResult> waiting = fetcher.fetch("test://host/down");
        awaitAttempts(2);
        fetcher.close();
        assertThatThrownBy(reading::join).hasMessageContaining("shutting down");
        assertThatThrownBy(waiting::join).hasMessageContaining("shutting down");
    }

    /** Behaves as the last part of the path says. */
    private byte[] read(URI uri, int earlierAttempts) throws FetchRejectedException, IOException, InterruptedException {
        attempts.add(uri);
        String what = uri.getPath().substring(1);
        switch (what) {
            case "gone" -> throw new FetchRejectedException(RejectionReason.REFERENCE_NOT_FOUND, "HTTP status 404");
            case "down" -> throw new IOException("no luck");
            case "defect" -> throw new IllegalStateException("no luck");
            case "third-time" -> {
                if (earlierAttempts < 2) {
                    throw new IOException("no luck");
                }
            }
            default -> responses.acquire();
        }
        return what.getBytes(UTF_8);
    }

    private void awaitAttempts(int count) throws InterruptedException {
        while (attempts.size() < count) {
            TimeUnit.MILLISECONDS.sleep(1);
        }
    }

    /** Returns the data as text and releases the slot. */
    static String data(CompletableFuture<FetchResult> result) {
        assertThat(result.join()).isInstanceOf(Fetched.class);
        try (Fetched fetched = (Fetched) result.join()) {
            return new String(fetched.data(), UTF_8);
        }
    }

    static Rejected rejected(CompletableFuture<FetchResult> result) {
        assertThat(result.join()).isInstanceOf(Rejected.class);
        return (Rejected) result.join();
    }
}
