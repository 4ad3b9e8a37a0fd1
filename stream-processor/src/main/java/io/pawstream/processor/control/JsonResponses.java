package io.pawstream.processor.control;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.RoutingContext;

/** Sends HTTP responses in JSON. */
final class JsonResponses {

    private static final ObjectMapper JSON =
            new ObjectMapper().setDefaultPropertyInclusion(JsonInclude.Include.NON_NULL);

    private JsonResponses() {}

    /** The body of an error response. */
    record ErrorBody(String error) {}

    static void ok(RoutingContext call, Object content) {
        send(call, 200, content);
    }

    static void error(RoutingContext call, int status, String error) {
        send(call, status, new ErrorBody(error));
    }

    private static void send(RoutingContext call, int status, Object content) {
        try {
            var unused = call.response()
                    .setStatusCode(status)
                    .putHeader("Content-Type", "application/json")
                    .putHeader("Cache-Control", "no-store")
                    .end(Buffer.buffer(JSON.writeValueAsBytes(content)));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("cannot write a response as JSON", e);
        }
    }
}
