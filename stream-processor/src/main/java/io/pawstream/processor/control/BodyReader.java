package io.pawstream.processor.control;

import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Semaphore;

/**
 * Reads the body of a request into memory, as it is, whatever its content type. Limits the size of a body, the time to
 * read it and the number of concurrent requests. It comes after the authorization, so that only operators use memory.
 */
final class BodyReader implements Handler<RoutingContext> {

    private static final String BODY = "pawstream.body";

    private final int maxBytes;
    private final int maxRequests;
    private final Duration timeout;
    private final String tooLarge;
    private final Semaphore permits;

    /**
     * Creates a reader.
     *
     * @param maxBytes maximum size of a body in bytes
     * @param maxRequests maximum number of requests between the start of their body and the end of their response
     * @param timeout maximum time for reading a body
     * @param tooLarge error message for a body above the maximum size
     */
    BodyReader(int maxBytes, int maxRequests, Duration timeout, String tooLarge) {
        this.maxBytes = maxBytes;
        this.maxRequests = maxRequests;
        this.timeout = timeout;
        this.tooLarge = tooLarge;
        permits = new Semaphore(maxRequests);
    }

    /** Returns the body that a reader has read; empty if the request has none. */
    static byte[] body(RoutingContext call) {
        return Objects.requireNonNull(call.<byte[]>get(BODY), "no BodyReader on this route");
    }

    @Override
    public void handle(RoutingContext call) {
        if (contentLength(call.request()) > maxBytes) {
            JsonResponses.error(call, 413, tooLarge);
        } else if (!permits.tryAcquire()) {
            JsonResponses.error(call, 429, maxRequests + " requests are already in progress; try again");
        } else {
            call.addEndHandler(ended -> permits.release());
            read(call);
        }
    }

    private void read(RoutingContext call) {
        HttpServerRequest request = call.request();
        long timer = call.vertx()
                .setTimer(
                        timeout.toMillis(),
                        expired -> JsonResponses.error(
                                call, 408, "the body was not complete after " + timeout.toSeconds() + " s; try again"));
        call.addEndHandler(ended -> call.vertx().cancelTimer(timer));
        Buffer body = Buffer.buffer();
        request.handler(chunk -> {
            if (call.response().ended()) {
                return;
            }
            body.appendBuffer(chunk);
            if (body.length() > maxBytes) {
                JsonResponses.error(call, 413, tooLarge);
            }
        });
        request.endHandler(end -> {
            if (!call.response().ended()) {
                call.vertx().cancelTimer(timer);
                call.put(BODY, body.getBytes());
                call.next();
            }
        });
        if ("100-continue".equalsIgnoreCase(request.getHeader("Expect"))) {
            var unused = call.response().writeContinue();
        }
        request.resume();
    }

    private static long contentLength(HttpServerRequest request) {
        try {
            return Long.parseLong(Objects.requireNonNullElse(request.getHeader("Content-Length"), "0"));
        } catch (NumberFormatException e) {
            return Long.MAX_VALUE;
        }
    }
}
