package io.pawstream.processor.control;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.pawstream.contract.event.InstanceStatus;
import io.pawstream.contract.selection.Selection;
import io.pawstream.processor.models.SelectionState;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A client of the HTTP API of a stream processor. */
final class ProcessorClient {

    private static final Duration TIMEOUT = Duration.ofSeconds(20);

    private final URI base;
    private final @Nullable String token;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    private final ObjectMapper json = new ObjectMapper().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

    /**
     * Creates a client.
     *
     * @param base URL of an instance
     * @param token the operator token; absent if the processor requires none
     */
    ProcessorClient(URI base, @Nullable String token) {
        this.base = base;
        this.token = token;
    }

    List<InstanceStatus.Model> models() throws IOException {
        return get("/models", new TypeReference<>() {});
    }

    List<InstanceStatus> instances() throws IOException {
        return get("/instances", new TypeReference<>() {});
    }

    SelectionState selection() throws IOException {
        return get("/selection", new TypeReference<>() {});
    }

    /** Publishes a selection to all instances; returns it with its revision. */
    SelectionState select(Selection selection) throws IOException {
        return send(
                request("/selection")
                        .header("Content-Type", "application/json")
                        .PUT(HttpRequest.BodyPublishers.ofByteArray(json.writeValueAsBytes(selection))),
                new TypeReference<>() {});
    }

    private <T> T get(String path, TypeReference<T> type) throws IOException {
        return send(request(path), type);
    }

    private HttpRequest.Builder request(String path) {
        HttpRequest.Builder request = HttpRequest.newBuilder(base.resolve(path)).timeout(TIMEOUT);
        return token == null ? request : request.header("Authorization", "Bearer " + token);
    }

    private <T> T send(HttpRequest.Builder request, TypeReference<T> type) throws IOException {
        HttpResponse<byte[]> response;
        try {
            response = http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
        } catch (IOException e) {
            throw new IOException(
                    "cannot connect to a processor at " + base + ": " + reason(e)
                            + "; start one with ./pawstream process, or set its address with --url",
                    e);
        } catch (IllegalArgumentException e) {
            throw new IOException("--url is \"" + base + "\": " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while waiting for " + base, e);
        }
        if (response.statusCode() != 200) {
            throw new IOException(base + " responded with status " + response.statusCode() + ": " + error(response));
        }
        try {
            return json.readValue(response.body(), type);
        } catch (JsonProcessingException e) {
            throw new IOException(base + " did not respond like a processor: " + e.getOriginalMessage(), e);
        }
    }

    private String error(HttpResponse<byte[]> response) {
        try {
            return json.readTree(response.body()).path("detail").asText("no reason given");
        } catch (IOException e) {
            return "no reason given";
        }
    }

    /** The JDK's client leaves most messages empty. */
    private static String reason(IOException e) {
        if (e.getMessage() != null) {
            return e.getMessage();
        }
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof UnresolvedAddressException) {
                return "unknown host";
            }
        }
        return e instanceof ConnectException ? "connection refused" : e.toString();
    }
}
