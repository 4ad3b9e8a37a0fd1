package io.pawstream.processor.control;

import io.pawstream.contract.event.ImageEvent;
import io.pawstream.contract.event.MalformedEventException;
import io.pawstream.contract.event.TopicNames;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RecordTooLargeException;

/**
 * {@code POST /images}: publishes the image event in the body and responds with its result. The header {@code
 * X-File-Name} carries the file name of a plain image, URL-encoded.
 */
@ApplicationScoped
class ImageApi {

    private static final String PATH = "/images";
    private static final Duration TIMEOUT = Duration.ofSeconds(20);
    private static final Duration BODY_TIMEOUT = Duration.ofSeconds(30);
    private static final int MAX_REQUESTS = 4;

    /** The page uploads all dropped images at once. */
    private static final int MAX_BODIES = 16;

    /** Reserves 8 KiB for the headers of the record. */
    private static final int MAX_BYTES = TopicNames.DEFAULT_MAX_IMAGE_BYTES - (8 << 10);

    /** A structured event contains the image in Base64. */
    private static final int MAX_BODY_BYTES = MAX_BYTES / 3 * 4 + (16 << 10);

    private static final String TOO_LARGE = "the image is larger than " + MAX_BYTES + " bytes, the limit of the topic";

    /** Limits the number of blocked threads, because each request blocks one. */
    private final Semaphore requests = new Semaphore(MAX_REQUESTS);

    private final RoundTrip roundTrip;
    private final OperatorAuthorization authorization;
    private final ImageUpload uploads = new ImageUpload(Clock.systemUTC());

    ImageApi(RoundTrip roundTrip, OperatorAuthorization authorization) {
        this.roundTrip = roundTrip;
        this.authorization = authorization;
    }

    void routes(@Observes Router router) {
        router.post(PATH)
                .handler(authorization)
                .handler(new BodyReader(MAX_BODY_BYTES, MAX_BODIES, BODY_TIMEOUT, TOO_LARGE))
                .blockingHandler(this::classify, false)
                .failureHandler(JsonResponses::failure);
        router.route(PATH).handler(JsonResponses.methodNotAllowed(PATH, "POST"));
    }

    private void classify(RoutingContext call) {
        ImageEvent event;
        try {
            event = uploads.read(call.request().headers(), BodyReader.body(call));
        } catch (MalformedEventException e) {
            JsonResponses.error(call, 400, String.valueOf(e.getMessage()));
            return;
        }
        if (event.data().length > MAX_BYTES) {
            JsonResponses.error(call, 413, TOO_LARGE);
            return;
        }
        if (!requests.tryAcquire()) {
            JsonResponses.error(call, 429, MAX_REQUESTS + " requests are already in progress; try again");
            return;
        }
        try {
            roundTrip
                    .classify(event, TIMEOUT)
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
}
