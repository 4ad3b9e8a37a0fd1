package io.pawstream.processor.service;

import io.pawstream.contract.model.ModelCard;
import io.pawstream.processor.classify.ModelFault;
import io.pawstream.processor.model.ModelPool;
import io.pawstream.processor.model.ServedModel;
import io.pawstream.vision.image.DecodeResult;
import io.pawstream.vision.inference.InferenceException;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.concurrent.CompletionException;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;
import org.jboss.logging.Logger;

/** Loads and warms up the default model before the streams start; ready while it works. */
@Readiness
@ApplicationScoped
class DefaultModel implements HealthCheck {

    private static final Logger LOG = Logger.getLogger(DefaultModel.class);

    /** One white pixel. */
    private static final String SMALL_PNG =
            "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNk+A8AAQUBAScY42YAAAAASUVORK5CYII=";

    private final ProcessorConfig config;
    private final ModelPool models;
    private final ModelFault fault;
    private volatile ModelCard ready;

    DefaultModel(ProcessorConfig config, ModelPool models, ModelFault fault) {
        this.config = config;
        this.models = models;
        this.fault = fault;
    }

    /** Earlier than Kafka Streams, which Quarkus starts at the default priority. */
    void load(@Observes @Priority(1) StartupEvent event) {
        try {
            ServedModel model = models.lease(config.model()).join();
            warmUp(model);
            model.endLease();
            ready = model.card();
            LOG.infof("model=%s version=%s is ready", ready.name(), ready.version());
        } catch (CompletionException | InferenceException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            LOG.fatalf("the default model cannot be served: %s", cause.getMessage());
            // Nothing has started yet that would have to be stopped.
            Runtime.getRuntime().halt(1);
        }
    }

    /** Loads the decoder's natives; and ONNX Runtime plans its memory for each batch size when it first sees it. */
    private void warmUp(ServedModel model) throws InferenceException {
        ByteBuffer pixels = model.takePixelBuffer();
        DecodeResult decoded = model.decoder().decode(Base64.getDecoder().decode(SMALL_PNG), pixels);
        if (!(decoded instanceof DecodeResult.Decoded)) {
            throw new IllegalStateException("the decoder does not work: " + decoded);
        }
        model.release(pixels);
        for (int batch = 1; batch <= config.batch().maxPictures(); batch *= 2) {
            model.probabilities(ByteBuffer.allocateDirect(batch * model.pictureBytes()), batch);
        }
    }

    @Override
    public HealthCheckResponse call() {
        HealthCheckResponseBuilder response = HealthCheckResponse.named("model");
        ModelCard card = ready;
        if (card != null) {
            response.withData("model", card.name()).withData("version", card.version());
        }
        fault.message().ifPresent(message -> response.withData("fault", message));
        return response.status(card != null && fault.message().isEmpty()).build();
    }
}
