package io.pawstream.processor.control;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.pawstream.contract.event.ImageEvent;
import io.pawstream.contract.event.TopicNames;
import io.pawstream.processor.app.ProcessorConfig;
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

/**
 * {@code POST /images}: publishes the body as an image event and answers with what became of it. The header {@code
 * X-File-Name} has its name, as a browser encodes it in an address.
 */
@ApplicationScoped
class ImageApi {

    private static final String SOURCE = "pawstream:page";
    private static final Duration TIMEOUT = Duration.ofSeconds(20);
    private static final int MAX_NAME = 200;

    /** Room for the headers of the record. */
    private static final int MAX_BYTES = TopicNames.DEFAULT_MAX_IMAGE_BYTES - (8 << 10);

    /** Each waits on a thread of its own. */
    private final Semaphore places = new Semaphore(4);

    private final RoundTrip roundTrip;
    private final OperatorAuthorization operator;
    private final Clock clock = Clock.systemUTC();

    ImageApi(RoundTrip roundTrip, ProcessorConfig config) {
        this.roundTrip = roundTrip;
        this.operator = new OperatorAuthorization(config.operatorToken());
    }

    void routes(@Observes Router router) {
        router.post("/images")
                .handler(BodyHandler.create(false).setBodyLimit(MAX_BYTES))
                .handler(operator)
                .blockingHandler(this::classify, false)
                .failureHandler(ImageApi::tooLarge);
    }

    private static void tooLarge(RoutingContext call) {
        if (call.statusCode() == 413) {
            JsonResponses.error(call, 413, "the image is larger than " + MAX_BYTES + " bytes, which the topic takes");
        } else {
            call.next();
        }
    }

    private void classify(RoutingContext call) {
        if (!places.tryAcquire()) {
            JsonResponses.error(call, 429, "several images are on their way already; try again in a moment");
            return;
        }
        try {
            roundTrip
                    .ask(event(call), TIMEOUT)
                    .ifPresentOrElse(
                            answer -> JsonResponses.ok(call, answer),
                            () -> JsonResponses.error(
                                    call,
                                    504,
                                    "no answer within " + TIMEOUT.toSeconds()
                                            + " s; the image is in the topic and will get one"));
        } catch (RecordTooLargeException e) {
            JsonResponses.error(call, 413, "the image is larger than the topic takes: " + e.getMessage());
        } catch (KafkaException e) {
            JsonResponses.error(call, 503, "the image cannot be sent through the topics: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            JsonResponses.error(call, 503, "shutting down");
        } finally {
            places.release();
        }
    }

    private ImageEvent event(RoutingContext call) {
        Buffer body = call.body().buffer();
        return new ImageEvent(
                UUID.randomUUID().toString(),
                SOURCE,
                name(call.request().getHeader("X-File-Name")),
                OffsetDateTime.now(clock),
                call.request().getHeader("Content-Type"),
                null,
                null,
                null,
                body == null ? new byte[0] : body.getBytes());
    }

    /** The name of a file, or null if there is none or it is no name. */
    private static String name(String header) {
        try {
            String name = header == null ? "" : URLDecoder.decode(header, UTF_8);
            return name.isBlank() ? null : name.substring(0, Math.min(name.length(), MAX_NAME));
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
