package io.pawstream.benchmark.throughput;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** Somebody who has the live page open, and a Prometheus that scrapes every 5 s. */
final class Watcher implements AutoCloseable {

    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final long SCRAPE_SECONDS = 5;

    private final InputStream events;
    private final AtomicLong heardBytes = new AtomicLong();
    private final ScheduledExecutorService prometheus = Executors.newSingleThreadScheduledExecutor();

    private Watcher(InputStream events) {
        this.events = events;
    }

    /** Opens the page of a processor. */
    static Watcher of(URI processor) throws IOException, InterruptedException {
        Watcher watcher = new Watcher(HTTP.send(request(processor, "/live"), BodyHandlers.ofInputStream())
                .body());
        new Thread(watcher::listen, "bench-page").start();
        var unused =
                watcher.prometheus.scheduleAtFixedRate(() -> scrape(processor), 0, SCRAPE_SECONDS, TimeUnit.SECONDS);
        return watcher;
    }

    private static HttpRequest request(URI processor, String path) {
        return HttpRequest.newBuilder(processor.resolve(path)).build();
    }

    private void listen() {
        byte[] buffer = new byte[1 << 16];
        try {
            for (int read = events.read(buffer); read >= 0; read = events.read(buffer)) {
                heardBytes.addAndGet(read);
            }
        } catch (IOException e) {
            // The page was closed.
        }
    }

    private static void scrape(URI processor) {
        try {
            HTTP.send(request(processor, "/q/metrics"), BodyHandlers.discarding());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** What the page has got so far. */
    long heardBytes() {
        return heardBytes.get();
    }

    @Override
    public void close() throws IOException {
        prometheus.shutdownNow();
        events.close();
    }
}
