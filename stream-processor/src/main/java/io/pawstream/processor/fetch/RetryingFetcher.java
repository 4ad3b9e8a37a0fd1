package io.pawstream.processor.fetch;

import io.pawstream.contract.event.RejectionReason;
import io.pawstream.processor.fetch.FetchResult.Fetched;
import io.pawstream.processor.fetch.FetchResult.Refused;
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
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Fetches images on a few threads of its own, and tries again with back-off where the network or a host is at fault.
 *
 * <p>There are as many places for images as threads. A place is taken before a try and given back when the image is
 * decoded: so many images are in memory at most, however many are asked for.
 */
public final class RetryingFetcher implements ImageFetcher, AutoCloseable {

    private static final double NANOS = 1e-9;

    private final ImageReader reader;
    private final FetchListener metrics;
    private final long firstRetryNanos;
    private final long giveUpNanos;
    private final Outages outages;
    private final Semaphore places;
    private final ScheduledExecutorService threads;
    private final Set<Fetch> pending = ConcurrentHashMap.newKeySet();

    /** A fetcher with a reader of one's own, for tests. */
    RetryingFetcher(ImageReader reader, ReferenceSettings settings, FetchListener metrics) {
        this.reader = reader;
        this.metrics = metrics;
        this.firstRetryNanos = settings.firstRetry().toNanos();
        this.giveUpNanos = settings.giveUpAfter().toNanos();
        this.outages = new Outages(settings.giveUpAfter());
        this.places = new Semaphore(settings.threads());
        AtomicInteger number = new AtomicInteger();
        this.threads = Executors.newScheduledThreadPool(
                settings.threads(), task -> new Thread(task, "pawstream-fetch-" + number.incrementAndGet()));
    }

    /**
     * Starts the threads.
     *
     * @throws IllegalArgumentException if the settings name a folder that is not there, or a host that is none
     */
    public static RetryingFetcher of(ReferenceSettings settings, Vertx vertx, FetchListener metrics) {
        return new RetryingFetcher(new ReferenceReader(settings, vertx), settings, metrics);
    }

    @Override
    public CompletableFuture<FetchResult> fetch(String address) {
        CompletableFuture<FetchResult> result = new CompletableFuture<>();
        try {
            Fetch fetch = new Fetch(new URI(new URI(address).toASCIIString()), result);
            pending.add(fetch);
            var unused = result.whenComplete((done, failure) -> pending.remove(fetch));
            threads.execute(fetch);
        } catch (URISyntaxException e) {
            result.complete(new Refused(RejectionReason.REFERENCE_NOT_ALLOWED, e.getMessage()));
        }
        return result;
    }

    /** Ends all fetches; those that have no result yet fail. */
    @Override
    public void close() {
        threads.shutdownNow();
        pending.forEach(fetch -> fetch.result.completeExceptionally(new CancellationException("shutting down")));
    }

    /** The work on one image: run again for each try. */
    private final class Fetch implements Runnable {

        private final URI address;
        private final String host;
        private final CompletableFuture<FetchResult> result;
        private final long askedAt = System.nanoTime();
        private long firstTryAt;
        private int tries;

        Fetch(URI address, CompletableFuture<FetchResult> result) {
            this.address = address;
            this.host = Objects.toString(address.getRawAuthority(), "").toLowerCase(Locale.ROOT);
            this.result = result;
        }

        @Override
        public void run() {
            try {
                places.acquire();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
            boolean placeTaken = false;
            try {
                placeTaken = !result.isDone() && fetch();
            } catch (Error e) {
                result.completeExceptionally(e);
                throw e;
            } finally {
                if (!placeTaken) {
                    places.release();
                }
            }
        }

        /** One try; whether the image is here and somebody wants it. */
        private boolean fetch() {
            if (tries == 0) {
                firstTryAt = System.nanoTime();
            }
            try {
                byte[] data = reader.read(address, tries++);
                outages.answered(host);
                metrics.fetched((System.nanoTime() - askedAt) * NANOS);
                return result.complete(new Fetched(data, places::release));
            } catch (FetchRejectedException e) {
                outages.answered(host);
                refuse(e.reason(), e.getMessage());
            } catch (IOException | RuntimeException e) {
                // A defect too must not be tried for ever.
                tryAgain(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return false;
        }

        private void tryAgain(Exception failure) {
            long now = System.nanoTime();
            long leftNanos = giveUpNanos - Math.max(now - firstTryAt, outages.failed(host, now));
            if (leftNanos <= 0) {
                refuse(
                        RejectionReason.REFERENCE_UNAVAILABLE,
                        "gave up after try " + tries + ": " + failure.getMessage());
                return;
            }
            long backOffNanos = firstRetryNanos << Math.min(tries - 1, 20);
            // The last try comes when the time is over.
            var unused = threads.schedule(this, Math.min(backOffNanos, leftNanos), TimeUnit.NANOSECONDS);
        }

        private void refuse(RejectionReason reason, String problem) {
            result.complete(new Refused(reason, address + ": " + problem));
        }
    }
}
