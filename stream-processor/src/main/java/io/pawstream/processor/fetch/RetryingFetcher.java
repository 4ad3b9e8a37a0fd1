package io.pawstream.processor.fetch;

import io.pawstream.contract.event.RejectionReason;
import io.pawstream.processor.fetch.FetchResult.Fetched;
import io.pawstream.processor.fetch.FetchResult.Rejected;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Fetches images on separate threads and retries transient failures with exponential back-off and jitter.
 *
 * <p>There is one slot per thread. An attempt acquires a slot, and closing the fetched image releases it after
 * decoding. This limits the number of fetched images in memory, for any number of requests.
 */
public final class RetryingFetcher implements ImageFetcher, AutoCloseable {

    private static final double SECONDS_PER_NANO = 1e-9;

    private final ImageReader reader;
    private final FetchListener listener;
    private final RetrySettings retry;
    private final long timeoutNanos;
    private final HostOutages outages;
    private final Semaphore slots;
    private final ScheduledExecutorService threads;
    private final Set<Fetch> pending = ConcurrentHashMap.newKeySet();

    /** Creates a fetcher that uses the given reader. */
    RetryingFetcher(ImageReader reader, FetchSettings settings, FetchListener listener) {
        this.reader = reader;
        this.listener = listener;
        this.retry = settings.retry();
        this.timeoutNanos = retry.timeout().toNanos();
        this.outages = new HostOutages(retry.timeout());
        this.slots = new Semaphore(settings.threads());
        AtomicInteger number = new AtomicInteger();
        this.threads = Executors.newScheduledThreadPool(
                settings.threads(), task -> new Thread(task, "pawstream-fetch-" + number.incrementAndGet()));
    }

    /**
     * Creates a fetcher.
     *
     * @param settings allowed files and hosts, limits and retries
     * @param vertx runs the HTTP client
     * @param listener receives the duration of each successful fetch
     * @return a fetcher, to be closed on shutdown
     * @throws IllegalArgumentException if the file root is not a directory or a host is invalid
     */
    public static RetryingFetcher of(FetchSettings settings, Vertx vertx, FetchListener listener) {
        return new RetryingFetcher(new ReferenceReader(settings, vertx), settings, listener);
    }

    @Override
    public CompletableFuture<FetchResult> fetch(String reference) {
        CompletableFuture<FetchResult> result = new CompletableFuture<>();
        try {
            Fetch fetch = new Fetch(new URI(new URI(reference).toASCIIString()), result);
            pending.add(fetch);
            var unused = result.whenComplete((done, failure) -> pending.remove(fetch));
            threads.execute(fetch);
        } catch (URISyntaxException e) {
            result.complete(new Rejected(RejectionReason.REFERENCE_NOT_ALLOWED, message(e)));
        }
        return result;
    }

    /** Ends all fetches; those without a result fail with a {@link CancellationException}. */
    @Override
    public void close() {
        threads.shutdownNow();
        pending.forEach(fetch -> fetch.result.completeExceptionally(new CancellationException("shutting down")));
    }

    private static String message(Exception e) {
        return Objects.toString(e.getMessage(), e.toString());
    }

    /** The fetch of one image; each run is one attempt. */
    private final class Fetch implements Runnable {

        private final URI uri;
        private final String host;
        private final CompletableFuture<FetchResult> result;
        private final long requestedAt = System.nanoTime();
        private long firstAttemptAt;
        private int attempts;

        Fetch(URI uri, CompletableFuture<FetchResult> result) {
            this.uri = uri;
            this.host = Objects.toString(uri.getRawAuthority(), "").toLowerCase(Locale.ROOT);
            this.result = result;
        }

        @Override
        public void run() {
            try {
                slots.acquire();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
            boolean keepsSlot = false;
            try {
                keepsSlot = !result.isDone() && fetch();
            } catch (Error e) {
                result.completeExceptionally(e);
                throw e;
            } finally {
                if (!keepsSlot) {
                    slots.release();
                }
            }
        }

        /** Makes one attempt; returns true if the result is an image, which keeps the slot. */
        private boolean fetch() {
            if (attempts == 0) {
                firstAttemptAt = System.nanoTime();
            }
            try {
                byte[] data = reader.read(uri, attempts++);
                outages.responded(host);
                listener.fetched((System.nanoTime() - requestedAt) * SECONDS_PER_NANO);
                return result.complete(new Fetched(data, slots::release));
            } catch (FetchRejectedException e) {
                outages.responded(host);
                reject(e.reason(), message(e));
            } catch (IOException | RuntimeException e) {
                // Unexpected exceptions are retried too, until the timeout.
                retry(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return false;
        }

        private void retry(Exception failure) {
            long now = System.nanoTime();
            long leftNanos = timeoutNanos - Math.max(now - firstAttemptAt, outages.failed(host, now));
            if (leftNanos <= 0) {
                reject(
                        RejectionReason.REFERENCE_UNAVAILABLE,
                        "gave up after attempt " + attempts + ": " + message(failure));
                return;
            }
            long delayNanos = retry.delayNanos(attempts, ThreadLocalRandom.current());
            // The last attempt starts when the timeout ends.
            var unused = threads.schedule(this, Math.min(delayNanos, leftNanos), TimeUnit.NANOSECONDS);
        }

        private void reject(RejectionReason reason, String cause) {
            result.complete(new Rejected(reason, uri + ": " + cause));
        }
    }
}
