package io.pawstream.benchmark.throughput;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MonitorTest {

    private static final byte[] EVENT = "event: second\ndata: {}\n\n".getBytes(UTF_8);

    private final AtomicInteger scrapes = new AtomicInteger();
    private final CountDownLatch more = new CountDownLatch(1);
    private final CountDownLatch disconnected = new CountDownLatch(1);
    private HttpServer server;
    private URI processor;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newCachedThreadPool());
        server.createContext("/q/metrics", exchange -> {
            scrapes.incrementAndGet();
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        server.createContext("/live", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write(EVENT);
            exchange.getResponseBody().flush();
            try {
                more.await(30, TimeUnit.SECONDS);
                while (true) {
                    exchange.getResponseBody().write(EVENT);
                    exchange.getResponseBody().flush();
                    Thread.sleep(5);
                }
            } catch (IOException e) {
                disconnected.countDown();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        server.start();
        processor = URI.create("http://localhost:" + server.getAddress().getPort());
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (!condition.getAsBoolean() && System.nanoTime() < deadline) {
            Thread.sleep(5);
        }
        assertThat(condition.getAsBoolean()).isTrue();
    }

    @Test
    void readsEventsAndScrapesUntilItIsClosed() throws Exception {
        Monitor monitor = Monitor.start(processor);
        await(() -> monitor.receivedBytes() == EVENT.length);
        await(() -> scrapes.get() == 1);
        more.countDown();
        await(() -> monitor.receivedBytes() > 3L * EVENT.length);
        monitor.close();
        assertThat(disconnected.await(30, TimeUnit.SECONDS)).isTrue();
        assertThat(scrapes).as("the interval is five seconds").hasValue(1);
    }

    @Test
    void aProcessorThatDoesNotRespondIsAnError() {
        server.stop(0);
        assertThatThrownBy(() -> Monitor.start(processor)).isInstanceOf(IOException.class);
    }
}
