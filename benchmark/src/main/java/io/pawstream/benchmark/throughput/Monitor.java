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

/** The load of monitoring: one open live page, and metrics scraped every 5 s. */
final class Monitor implements AutoCloseable {

    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final long SCRAPE_SECONDS = 5;

    private final InputStream events;
    private final AtomicLong receivedBytes = new AtomicLong();
    private final ScheduledExecutorService scraper = Executors.newSingleThreadScheduledExecutor();

    private Monitor(InputStream events) {
        this.events = events;
    }

    /** Opens the event stream of a processor's live page and starts scraping. */
    static Monitor start(URI processor) throws IOException, InterruptedException {
        Monitor monitor = new Monitor(HTTP.send(request(processor, "/live"), BodyHandlers.ofInputStream())
                .body());
        new Thread(monitor::readEvents, "bench-page").start();
        var unused = monitor.scraper.scheduleAtFixedRate(() -> scrape(processor), 0, SCRAPE_SECONDS, TimeUnit.SECONDS);
        return monitor;
    }

    private static HttpRequest request(URI processor, String path) {
        return HttpRequest.newBuilder(processor.resolve(path)).build();
    }

    private void readEvents() {
        byte[] buffer = new byte[1 << 16];
        try {
            for (int read = events.read(buffer); read >= 0; read = events.read(buffer)) {
                receivedBytes.addAndGet(read);
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

    /** {@return the number of bytes that the page has received so far} */
    long receivedBytes() {
        return receivedBytes.get();
    }

    @Override
    public void close() throws IOException {
        scraper.shutdownNow();
        events.close();
    }
}
