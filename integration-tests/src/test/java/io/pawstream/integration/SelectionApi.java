package io.pawstream.integration;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

/**
 * The HTTP API and the commands for model selection.
 *
 * @param pipeline pipeline whose current processor is called
 */
record SelectionApi(Pipeline pipeline) {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final Duration TIMEOUT = Duration.ofMinutes(1);

    /** Sends a selection. */
    HttpResponse<String> put(String body, String... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        pipeline.processor().url().resolve("/selection"))
                .PUT(HttpRequest.BodyPublishers.ofString(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    /** Sends a selection with another Host header than the address, as after DNS rebinding. The JDK's client cannot. */
    String putWithHost(String host) throws IOException {
        try (Socket socket = new Socket("localhost", pipeline.processor().url().getPort())) {
            String request =
                    "PUT /selection HTTP/1.1\r\nHost: " + host + "\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{}";
            socket.getOutputStream().write(request.getBytes(UTF_8));
            InputStream in = socket.getInputStream();
            return new String(in.readAllBytes(), UTF_8);
        }
    }

    /** Reads a JSON resource. */
    JsonNode get(String path) throws Exception {
        return JSON.readTree(pipeline.processor().get(path).body());
    }

    /** Selects models, waits until the selection is active, and returns its revision. */
    long select(String body) throws Exception {
        HttpResponse<String> response = put(body);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        long revision = JSON.readTree(response.body()).get("revision").asLong();
        await(() -> get("/selection").get("revision").asLong() == revision);
        return revision;
    }

    /** Waits until a condition is true. */
    static void await(Callable<Boolean> condition) throws Exception {
        await(TIMEOUT, condition);
    }

    /** Waits until a condition is true, or the timeout expires. */
    static void await(Duration timeout, Callable<Boolean> condition) throws Exception {
        long deadline = System.nanoTime() + timeout.toNanos();
        while (!condition.call()) {
            assertThat(System.nanoTime()).as("timeout").isLessThan(deadline);
            Thread.sleep(50);
        }
    }

    /** Runs {@code models} with some words and returns its output. */
    String command(String... words) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-jar",
                Pipeline.HOME
                        .resolve("stream-processor/target/quarkus-app/quarkus-run.jar")
                        .toString(),
                "models"));
        command.addAll(List.of(words));
        command.addAll(List.of("--url", pipeline.processor().url().toString()));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), UTF_8);
        process.waitFor();
        return output;
    }
}
