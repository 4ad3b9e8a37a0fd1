package io.pawstream.processor.app;

import io.pawstream.processor.control.SelectionTopic;
import io.pawstream.processor.models.InitialSelection;
import io.pawstream.processor.models.LoadedModel;
import io.pawstream.processor.models.ModelCache;
import io.pawstream.processor.models.ModelSelector;
import io.pawstream.processor.models.ModelsConfig;
import io.pawstream.processor.models.RepositoryWatcher;
import io.pawstream.processor.pipeline.ModelFailure;
import io.pawstream.vision.image.DecodeResult;
import io.quarkus.runtime.ShutdownEvent;
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

/**
 * Reads the selection and loads its models, however long that takes: the streams wait for it, and the service says meanwhile
 * that it is not ready. Ready while the models work.
 */
@Readiness
@ApplicationScoped
class ModelsReady implements HealthCheck {

    private static final Logger LOG = Logger.getLogger(ModelsReady.class);

    /** One white pixel. */
    private static final String SMALL_PNG =
            "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNk+A8AAQUBAScY42YAAAAASUVORK5CYII=";

    private final ProcessorConfig config;
    private final ModelsConfig modelsConfig;
    private final ModelSelector selections;
    private final SelectionTopic topic;
    private final RepositoryWatcher repository;
    private final ModelCache models;
    private final ModelFailure fault;
    private final InitialSelection first;
    private final Thread thread = new Thread(this::load, "pawstream-start");

    ModelsReady(
            ProcessorConfig config,
            ModelsConfig modelsConfig,
            ModelSelector selections,
            SelectionTopic topic,
            RepositoryWatcher repository,
            ModelCache models,
            ModelFailure fault,
            InitialSelection first) {
        this.config = config;
        this.modelsConfig = modelsConfig;
        this.selections = selections;
        this.topic = topic;
        this.repository = repository;
        this.models = models;
        this.fault = fault;
        this.first = first;
    }

    /** On a thread of its own: without a broker the service starts too, tells that it waits, and can be stopped. */
    void start(@Observes @Priority(1) StartupEvent event) {
        thread.setUncaughtExceptionHandler((failed, failure) -> {
            LOG.fatal("the service cannot start", failure);
            Runtime.getRuntime().halt(1);
        });
        thread.start();
    }

    /** After the topic of the selection was closed, and before the models are. */
    void stop(@Observes @Priority(2) ShutdownEvent event) throws InterruptedException {
        thread.join();
    }

    private void load() {
        if (config.replay().isEmpty() && !topic.start()) {
            return;
        }
        selections.useConfigured().ifPresent(problem -> {
            LOG.fatalf("the default model cannot be served: %s", problem);
            // No stream thread has joined its group yet.
            Runtime.getRuntime().halt(1);
        });
        loadDecoder();
        repository.start(modelsConfig.scanInterval());
        first.complete();
    }

    /** Its natives take a while. */
    private void loadDecoder() {
        LoadedModel model =
                models.lease(selections.active().selection().model()).join();
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
        ModelSelector.Active active = selections.active();
        response.withData("model", active.selection().model()).withData("revision", active.revision());
        if (!first.isComplete()) {
            response.withData(
                    "waiting", "to read the topic " + config.topics().modelSelection() + " and load its models");
        }
        fault.message().ifPresent(message -> response.withData("fault", message));
        return response.status(first.isComplete() && fault.message().isEmpty()).build();
    }
}
