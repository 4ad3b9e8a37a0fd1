package io.pawstream.processor.service;

import io.pawstream.processor.classify.ModelFault;
import io.pawstream.processor.model.ModelPool;
import io.pawstream.processor.model.RepositoryWatch;
import io.pawstream.processor.model.ServedModel;
import io.pawstream.processor.selection.Selections;
import io.pawstream.processor.topic.SelectionTopic;
import io.pawstream.vision.image.DecodeResult;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.nio.ByteBuffer;
import java.util.Base64;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;
import org.jboss.logging.Logger;

/** Reads the selection and loads its models before the streams start; ready while they work. */
@Readiness
@ApplicationScoped
class ModelsReady implements HealthCheck {

    private static final Logger LOG = Logger.getLogger(ModelsReady.class);

    /** One white pixel. */
    private static final String SMALL_PNG =
            "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNk+A8AAQUBAScY42YAAAAASUVORK5CYII=";

    private final ProcessorConfig config;
    private final Selections selections;
    private final SelectionTopic topic;
    private final RepositoryWatch repository;
    private final ModelPool models;
    private final ModelFault fault;
    private volatile boolean ready;

    ModelsReady(
            ProcessorConfig config,
            Selections selections,
            SelectionTopic topic,
            RepositoryWatch repository,
            ModelPool models,
            ModelFault fault) {
        this.config = config;
        this.selections = selections;
        this.topic = topic;
        this.repository = repository;
        this.models = models;
        this.fault = fault;
    }

    /** Earlier than Kafka Streams, which Quarkus starts at the default priority. */
    void load(@Observes @Priority(1) StartupEvent event) {
        if (config.replay().isEmpty() && !topic.start()) {
            return;
        }
        if (selections.applied().revision() == Selections.CONFIGURED) {
            selections.useConfigured().ifPresent(problem -> {
                LOG.fatalf("the default model cannot be served: %s", problem);
                // Nothing has started yet that would have to be stopped.
                Runtime.getRuntime().halt(1);
            });
        }
        loadDecoder();
        repository.start(config.models().watch());
        ready = true;
    }

    /** Its natives take a while. */
    private void loadDecoder() {
        ServedModel model =
                models.lease(selections.applied().selection().model()).join();
        ByteBuffer pixels = model.takePixelBuffer();
        DecodeResult decoded = model.decoder().decode(Base64.getDecoder().decode(SMALL_PNG), pixels);
        if (!(decoded instanceof DecodeResult.Decoded)) {
            throw new IllegalStateException("the decoder does not work: " + decoded);
        }
        model.release(pixels);
        model.endLease();
    }

    @Override
    public HealthCheckResponse call() {
        HealthCheckResponseBuilder response = HealthCheckResponse.named("model");
        Selections.Applied applied = selections.applied();
        response.withData("model", applied.selection().model()).withData("revision", applied.revision());
        fault.message().ifPresent(message -> response.withData("fault", message));
        return response.status(ready && fault.message().isEmpty()).build();
    }
}
