package io.pawstream.processor.control;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.pawstream.contract.event.InstanceStatus;
import io.pawstream.contract.selection.Selection;
import io.pawstream.processor.models.SelectionState;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;

/** A processor that runs, asked over HTTP. */
final class ProcessorClient {

    private static final Duration TIMEOUT = Duration.ofSeconds(15);

    private final URI base;
    private final String token;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    private final ObjectMapper json = new ObjectMapper().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

    /**
     * A client.
     *
     * @param base address of an instance
     * @param token the operator's token, or null
     */
    ProcessorClient(URI base, String token) {
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

    /** Selects models for all instances, and returns the selection with its revision. */
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
        HttpResponse<byte[]> answer;
        try {
            answer = http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
        } catch (IOException e) {
            throw new IOException("no processor answers at " + base + ": " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while " + base + " was asked", e);
        }
        if (answer.statusCode() != 200) {
            throw new IOException(base + " refuses with status " + answer.statusCode() + ": " + problem(answer));
        }
        try {
            return json.readValue(answer.body(), type);
        } catch (JsonProcessingException e) {
            throw new IOException(base + " does not answer as a processor does: " + e.getOriginalMessage(), e);
        }
    }

    private String problem(HttpResponse<byte[]> answer) {
        try {
            return json.readTree(answer.body()).path("error").asText("no reason given");
        } catch (IOException e) {
            return "no reason given";
        }
    }
}
