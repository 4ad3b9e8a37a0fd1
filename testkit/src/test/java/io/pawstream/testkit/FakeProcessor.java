package io.pawstream.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/** A program with the HTTP API of the stream processor, which starts faster. */
public final class FakeProcessor {

    /** Number of lines that a failing processor prints. */
    static final int LINES = 30;

    private FakeProcessor() {}

    /**
     * Serves the API on {@code quarkus.http.port}. The property {@code fake.mode} is {@code ready} or {@code unready},
     * or {@code failing} to print lines and exit.
     */
    public static void main(String[] args) throws IOException {
        String mode = System.getProperty("fake.mode", "ready");
        if (mode.equals("failing")) {
            for (int line = 1; line <= LINES; line++) {
                System.out.println("line " + line);
            }
            System.exit(3);
        }
        HttpServer server = HttpServer.create(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.getInteger("quarkus.http.port")), 0);
        server.createContext("/q/health/ready", exchange -> respond(exchange, mode.equals("ready") ? 200 : 503, mode));
        server.createContext("/q/metrics", exchange -> respond(exchange, 200, "a_total{x=\"1\"} 2.5\na_total 1.0\n"));
        server.createContext("/selection", FakeProcessor::select);
        server.start();
        System.out.println("model " + System.getProperty("pawstream.model"));
    }

    private static void select(HttpExchange exchange) throws IOException {
        String request = exchange.getRequestMethod() + " "
                + new String(exchange.getRequestBody().readAllBytes(), UTF_8);
        respond(exchange, request.equals("PUT {\"model\":\"m\"}") ? 200 : 400, "received " + request);
    }

    private static void respond(HttpExchange exchange, int status, String text) throws IOException {
        byte[] body = text.getBytes(UTF_8);
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    /** Puts the jar of this program where the jar of the stream processor is built, below a project directory. */
    static void install(Path home) {
        Path jar = home.resolve("stream-processor/target/quarkus-app/quarkus-run.jar");
        Manifest manifest = new Manifest();
        Attributes attributes = manifest.getMainAttributes();
        attributes.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        attributes.put(Attributes.Name.MAIN_CLASS, FakeProcessor.class.getName());
        attributes.put(
                Attributes.Name.CLASS_PATH,
                FakeProcessor.class
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .toString());
        try {
            Files.createDirectories(jar.getParent());
            new JarOutputStream(Files.newOutputStream(jar), manifest).close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
