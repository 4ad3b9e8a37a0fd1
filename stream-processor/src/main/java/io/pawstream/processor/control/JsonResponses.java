package io.pawstream.processor.control;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import org.jboss.logging.Logger;

/** Sends HTTP responses in JSON. */
final class JsonResponses {

    private static final Logger LOG = Logger.getLogger(JsonResponses.class);

    private static final ObjectMapper JSON =
            new ObjectMapper().setDefaultPropertyInclusion(JsonInclude.Include.NON_NULL);

    /** How long a client may continue to send a body after the response. */
    private static final long DRAIN_MILLIS = 5_000;

    private JsonResponses() {}

    /** The body of an error response: problem details (RFC 9457) of the type {@code about:blank}. */
    record Problem(String title, int status, String detail) {}

    static void ok(RoutingContext call, Object content) {
        send(call, 200, "application/json", content);
    }

    static void error(RoutingContext call, int status, String detail) {
        String title = HttpResponseStatus.valueOf(status).reasonPhrase();
        send(call, status, "application/problem+json", new Problem(title, status, detail));
    }

    /** Returns a handler for requests with any other method than those of the preceding routes of a path. */
    static Handler<RoutingContext> methodNotAllowed(String path, String allowed) {
        return call -> {
            call.response().putHeader("Allow", allowed);
            error(call, 405, call.request().method() + " is not supported by " + path + "; allowed: " + allowed);
        };
    }

    /** Handles an exception that a handler of a route throws. */
    static void failure(RoutingContext call) {
        LOG.errorf(call.failure(), "%s %s failed", call.request().method(), call.normalizedPath());
        error(call, 500, "internal error; the log of the service has the details");
    }

    private static void send(RoutingContext call, int status, String contentType, Object content) {
        if (call.response().ended() || call.response().closed()) {
            return;
        }
        try {
            var unused = call.response()
                    .setStatusCode(status)
                    .putHeader("Content-Type", contentType)
                    .putHeader("Cache-Control", "no-store")
                    .end(Buffer.buffer(JSON.writeValueAsBytes(content)));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("cannot write a response as JSON", e);
        }
        if (!call.request().isEnded()) {
            discardBody(call);
        }
    }

    /** Discards the rest of a body. If the connection were closed immediately, the client could not read the response. */
    private static void discardBody(RoutingContext call) {
        HttpServerRequest request = call.request();
        long timer = call.vertx()
                .setTimer(DRAIN_MILLIS, expired -> request.connection().close());
        request.handler(chunk -> {})
                .endHandler(end -> call.vertx().cancelTimer(timer))
                .resume();
    }
}
