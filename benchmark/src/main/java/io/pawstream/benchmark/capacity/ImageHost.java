package io.pawstream.benchmark.capacity;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.IntFunction;

/** An HTTP host of numbered images: {@code /7} is image 7. */
final class ImageHost implements AutoCloseable {

    private final HttpServer server;
    private final IntFunction<byte[]> images;
    private final Duration latency;
    private final ExecutorService threads = Executors.newCachedThreadPool();

    /**
     * Starts the host on a free port of this machine.
     *
     * @param images encoded image for each number
     * @param latency time before each response, at least 0
     */
    ImageHost(IntFunction<byte[]> images, Duration latency) throws IOException {
        this.images = images;
        this.latency = latency;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::serve);
        server.start();
    }

    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            Thread.sleep(latency.toMillis());
            byte[] image = images.apply(
                    Integer.parseInt(exchange.getRequestURI().getPath().substring(1)));
            exchange.sendResponseHeaders(200, image.length);
            exchange.getResponseBody().write(image);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** {@return host and port} */
    String authority() {
        return "localhost:" + server.getAddress().getPort();
    }

    /** {@return the URI of an image} */
    String uri(int number) {
        return "http://" + authority() + "/" + number;
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
