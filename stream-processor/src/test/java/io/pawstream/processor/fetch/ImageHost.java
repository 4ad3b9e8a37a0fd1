package io.pawstream.processor.fetch;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** A local HTTP server whose path determines the response. */
final class ImageHost implements AutoCloseable {

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpServer server;

    /** Host, path and query of each request. */
    final List<String> requests = new CopyOnWriteArrayList<>();

    private ImageHost(HttpServer server) {
        this.server = server;
        server.setExecutor(threads);
        add("/ok", exchange -> send(exchange, 200, "ok".getBytes(UTF_8)));
        add("/status/", exchange -> {
            String path = exchange.getRequestURI().getPath();
            send(exchange, Integer.parseInt(path.substring("/status/".length())), new byte[0]);
        });
        add("/to/", exchange -> {
            String[] path = exchange.getRequestURI().getRawPath().split("/", 4);
            redirect(exchange, Integer.parseInt(path[2]), URLDecoder.decode(path[3], UTF_8));
        });
        add("/circle", exchange -> redirect(exchange, 302, "/circle"));
        add("/down-once", exchange -> send(exchange, requests.size() > 1 ? 200 : 503, "back".getBytes(UTF_8)));
        add("/slow", exchange -> stream(exchange, 1, 30));
        add("/silent", exchange -> pause(60_000));
        add("/endless", exchange -> stream(exchange, 10_000, 0));
        // Sends less than its Content-Length.
        add("/cut", exchange -> {
            exchange.sendResponseHeaders(200, 50);
            exchange.getResponseBody().write(new byte[10]);
            exchange.close();
        });
    }

    static ImageHost start() throws IOException {
        return start(HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0));
    }

    static ImageHost start(HttpServer server) {
        ImageHost host = new ImageHost(server);
        server.start();
        return host;
    }

    int port() {
        return server.getAddress().getPort();
    }

    private void add(String path, HttpHandler handler) {
        server.createContext(path, exchange -> {
            requests.add(exchange.getRequestHeaders().getFirst("Host") + exchange.getRequestURI());
            handler.handle(exchange);
        });
    }

    private static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private static void redirect(HttpExchange exchange, int status, String location) throws IOException {
        exchange.getResponseHeaders().add("Location", location);
        send(exchange, status, "moved".getBytes(UTF_8));
    }

    /** Sends until the client disconnects. */
    private void stream(HttpExchange exchange, int bytes, int pauseMillis) throws IOException {
        exchange.sendResponseHeaders(200, 0);
        try (OutputStream out = exchange.getResponseBody()) {
            while (true) {
                out.write(new byte[bytes]);
                out.flush();
                pause(pauseMillis);
            }
        } catch (IOException e) {
            requests.add("hung up");
        }
    }

    private static void pause(int millis) {
        try {
            TimeUnit.MILLISECONDS.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
