package io.pawstream.processor.fetch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pawstream.contract.event.RejectionReason;
import io.pawstream.processor.fetch.FetchResult.Fetched;
import io.pawstream.processor.fetch.FetchResult.Refused;
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

    private static final Duration GIVE_UP_AFTER = Duration.ofSeconds(1);

    private final List<URI> tries = new CopyOnWriteArrayList<>();
    private final List<Double> fetched = new CopyOnWriteArrayList<>();
    private final Semaphore answers = new Semaphore(1_000);
    private final RetryingFetcher fetcher = new RetryingFetcher(this::read, settings(2), fetched::add);

    static ReferenceSettings settings(int threads) {
        return new ReferenceSettings(
                null, List.of(), false, Duration.ofSeconds(1), 100, threads, Duration.ofMillis(10), GIVE_UP_AFTER);
    }

    @AfterEach
    void close() {
        fetcher.close();
    }

    @Test
    void givesTheBytes() {
        assertThat(data(fetcher.fetch("test://host/ok"))).isEqualTo("ok");
        assertThat(fetched).singleElement().satisfies(seconds -> assertThat(seconds)
                .isPositive());
    }

    @Test
    void refusesWhatIsTheFaultOfTheAddressAtOnce() {
        Refused refused = refused(fetcher.fetch("test://host/gone"));
        assertThat(refused.reason()).isEqualTo(RejectionReason.REFERENCE_NOT_FOUND);
        assertThat(refused.message()).isEqualTo("test://host/gone: the answer was 404");
        assertThat(tries).hasSize(1);
        assertThat(fetched).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://host/a b", "http://host\\@evil/", "%", "http://[::1/", ":", "a\r\nb"})
    void refusesWhatIsNoAddress(String address) {
        Refused refused = refused(fetcher.fetch(address));
        assertThat(refused.reason()).isEqualTo(RejectionReason.REFERENCE_NOT_ALLOWED);
        assertThat(refused.message()).contains(address);
        assertThat(tries).isEmpty();
    }

    @Test
    void readersGetAsciiOnly() {
        assertThat(data(fetcher.fetch("test://host/ok?k\u00e4tzchen"))).isEqualTo("ok");
        assertThat(tries).containsExactly(URI.create("test://host/ok?k%C3%A4tzchen"));
    }

    @Test
    void triesAgainWithBackOffUntilTheImageIsThere() {
        long start = System.nanoTime();
        assertThat(data(fetcher.fetch("test://host/third-time"))).isEqualTo("third-time");
        assertThat(tries).hasSize(3);
        assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(30_000_000L);
        assertThat(fetched).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"test://host/down", "test://host/defect"})
    void givesUpAfterAWhile(String address) {
        long start = System.nanoTime();
        Refused refused = refused(fetcher.fetch(address));
        assertThat(refused.reason()).isEqualTo(RejectionReason.REFERENCE_UNAVAILABLE);
        assertThat(refused.message())
                .startsWith(address + ": gave up after try ")
                .endsWith(": no luck");
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isBetween(GIVE_UP_AFTER, Duration.ofSeconds(5));
        // 10, 20, 40, 80, 160, 320 ms and what is left of a second.
        assertThat(tries).hasSizeBetween(3, 8);
    }

    @Test
    void theImagesOfAHostThatIsDownForLongAreTriedOnce() {
        refused(fetcher.fetch("test://host/down"));
        for (int i = 0; i < 10; i++) {
            assertThat(refused(fetcher.fetch("test://host/down")).message())
                    .isEqualTo("test://host/down: gave up after try 1: no luck");
        }
        assertThat(data(fetcher.fetch("test://other/third-time"))).isEqualTo("third-time");
        assertThat(data(fetcher.fetch("test://host/ok"))).isEqualTo("ok");
        assertThat(data(fetcher.fetch("test://host/third-time"))).isEqualTo("third-time");
    }

    @Test
    void anImageThatNobodyWantsAnyMoreIsNotTriedAgain() throws InterruptedException {
        CompletableFuture<FetchResult> result = fetcher.fetch("test://host/down");
        awaitTries(1);
        result.cancel(false);
        TimeUnit.MILLISECONDS.sleep(50);
        int before = tries.size();
        TimeUnit.MILLISECONDS.sleep(200);
        assertThat(tries).hasSize(before);
    }

    @Test
    void noMoreImagesAreInMemoryThanThereArePlaces() throws InterruptedException {
        List<CompletableFuture<FetchResult>> results = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            results.add(fetcher.fetch("test://host/ok"));
        }
        awaitTries(2);
        TimeUnit.MILLISECONDS.sleep(50);
        assertThat(tries).hasSize(2);
        long done = results.stream().filter(CompletableFuture::isDone).count();
        assertThat(done).isEqualTo(2);
        while (!results.isEmpty()) {
            results.removeIf(result -> result.isDone() && data(result).equals("ok"));
            TimeUnit.MILLISECONDS.sleep(1);
        }
        assertThat(tries).hasSize(5);
    }

    @Test
    void aFetchedImageThatNobodyWantsTakesNoPlace() throws InterruptedException {
        answers.drainPermits();
        for (int i = 1; i <= 4; i++) {
            CompletableFuture<FetchResult> result = fetcher.fetch("test://host/ok");
            awaitTries(i);
            result.cancel(false);
            answers.release();
        }
        answers.release(2);
        assertThat(data(fetcher.fetch("test://host/ok"))).isEqualTo("ok");
    }

    @Test
    void failsWhatIsUnderWayWhenItCloses() throws InterruptedException {
        answers.drainPermits();
        CompletableFuture<FetchResult> reading = fetcher.fetch("test://host/ok");
        CompletableFuture<FetchResult> waiting = fetcher.fetch("test://host/down");
        awaitTries(2);
        fetcher.close();
        assertThatThrownBy(reading::join).hasMessageContaining("shutting down");
        assertThatThrownBy(waiting::join).hasMessageContaining("shutting down");
    }

    /** What the last part of the path says. */
    private byte[] read(URI address, int earlierTries)
            throws FetchRejectedException, IOException, InterruptedException {
        tries.add(address);
        String what = address.getPath().substring(1);
        switch (what) {
            case "gone" -> throw new FetchRejectedException(RejectionReason.REFERENCE_NOT_FOUND, "the answer was 404");
            case "down" -> throw new IOException("no luck");
            case "defect" -> throw new IllegalStateException("no luck");
            case "third-time" -> {
                if (earlierTries < 2) {
                    throw new IOException("no luck");
                }
            }
            default -> answers.acquire();
        }
        return what.getBytes(UTF_8);
    }

    private void awaitTries(int count) throws InterruptedException {
        while (tries.size() < count) {
            TimeUnit.MILLISECONDS.sleep(1);
        }
    }

    /** The data, as text; gives the place back. */
    static String data(CompletableFuture<FetchResult> result) {
        assertThat(result.join()).isInstanceOf(Fetched.class);
        try (Fetched fetched = (Fetched) result.join()) {
            return new String(fetched.data(), UTF_8);
        }
    }

    static Refused refused(CompletableFuture<FetchResult> result) {
        assertThat(result.join()).isInstanceOf(Refused.class);
        return (Refused) result.join();
    }
}
