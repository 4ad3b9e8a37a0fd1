package io.pawstream.processor.control;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.pawstream.contract.event.ImageEvent;
import io.pawstream.contract.event.TopicNames;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.net.URLDecoder;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.jspecify.annotations.Nullable;

/**
 * {@code POST /images}: publishes the body as an image event and responds with its result. The header {@code
 * X-File-Name} carries the file name, URL-encoded.
 */
@ApplicationScoped
class ImageApi {

    private static final String SOURCE = "pawstream:page";
    private static final Duration TIMEOUT = Duration.ofSeconds(20);
    private static final int MAX_NAME = 200;
    private static final int MAX_REQUESTS = 4;

    /** Reserves 8 KiB for the headers of the record. */
    private static final int MAX_BYTES = TopicNames.DEFAULT_MAX_IMAGE_BYTES - (8 << 10);

    /** Limits the number of blocked threads, because each request blocks one. */
    private final Semaphore requests = new Semaphore(MAX_REQUESTS);

    private final RoundTrip roundTrip;
    private final OperatorAuthorization authorization;
    private final Clock clock = Clock.systemUTC();

    ImageApi(RoundTrip roundTrip, OperatorAuthorization authorization) {
        this.roundTrip = roundTrip;
        this.authorization = authorization;
    }

    void routes(@Observes Router router) {
        router.post("/images")
                .handler(BodyHandler.create(false).setBodyLimit(MAX_BYTES))
                .handler(authorization)
                .blockingHandler(this::classify, false)
                .failureHandler(ImageApi::tooLarge);
    }

    private static void tooLarge(RoutingContext call) {
        if (call.statusCode() == 413) {
            JsonResponses.error(call, 413, "the image is larger than " + MAX_BYTES + " bytes, the limit of the topic");
        } else {
            call.next();
        }
    }

    private void classify(RoutingContext call) {
        if (!requests.tryAcquire()) {
            JsonResponses.error(call, 429, MAX_REQUESTS + " requests are already in progress; try again");
            return;
        }
        try {
            roundTrip
                    .classify(event(call), TIMEOUT)
                    .ifPresentOrElse(
                            response -> JsonResponses.ok(call, response),
                            () -> JsonResponses.error(
                                    call,
                                    504,
                                    "no result within " + TIMEOUT.toSeconds()
                                            + " s; the image is published and will be classified later"));
        } catch (RecordTooLargeException e) {
            JsonResponses.error(call, 413, "the image exceeds the record size limit: " + e.getMessage());
        } catch (KafkaException e) {
            JsonResponses.error(call, 503, "cannot publish the image: " + e.getMessage());
        } catch (IllegalStateException e) {
            // The producer is closed before the HTTP server.
            JsonResponses.error(call, 503, "the service is shutting down");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            JsonResponses.error(call, 503, "shutting down");
        } finally {
            requests.release();
        }
    }

    private ImageEvent event(RoutingContext call) {
        Buffer body = call.body().buffer();
        return new ImageEvent(
                UUID.randomUUID().toString(),
                SOURCE,
                fileName(call.request().getHeader("X-File-Name")),
                OffsetDateTime.now(clock),
                call.request().getHeader("Content-Type"),
                null,
                null,
                null,
                body == null ? new byte[0] : body.getBytes());
    }

    /** Decodes the file name; returns null if the header is missing, blank or not URL-encoded. */
    static @Nullable String fileName(@Nullable String header) {
        try {
            String name = header == null ? "" : URLDecoder.decode(header, UTF_8);
            return name.isBlank() ? null : name.substring(0, Math.min(name.length(), MAX_NAME));
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
