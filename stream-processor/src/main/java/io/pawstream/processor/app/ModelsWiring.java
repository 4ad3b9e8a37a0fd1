package io.pawstream.processor.app;

import io.pawstream.contract.selection.Selection;
import io.pawstream.model.ModelRepository;
import io.pawstream.processor.models.InitialSelection;
import io.pawstream.processor.models.ModelCache;
import io.pawstream.processor.models.ModelLoader;
import io.pawstream.processor.models.ModelSelector;
import io.pawstream.processor.models.ModelsConfig;
import io.pawstream.processor.models.RepositoryWatcher;
import io.pawstream.processor.observe.ModelMetrics;
import io.pawstream.processor.pipeline.BatchConfig;
import io.pawstream.processor.pipeline.LimitsConfig;
import io.pawstream.vision.image.DecodeLimits;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.enterprise.inject.Typed;
import jakarta.inject.Singleton;

/** Produces the beans of the package {@code models}. */
@ApplicationScoped
class ModelsWiring {

    /** A check runs one image at a time, to save the memory of a full batch. */
    private static final int CHECK_BATCH = 1;

    @Produces
    @Singleton
    ModelRepository repository(ModelsConfig config) {
        return new ModelRepository(config.directory());
    }

    @Produces
    @Singleton
    DecodeLimits limits(LimitsConfig config) {
        return new DecodeLimits(config.maxPixels(), config.maxBytes());
    }

    @Produces
    @Singleton
    ModelCache cache(ModelsConfig config, BatchConfig batch, ModelRepository repository, DecodeLimits limits) {
        return new ModelCache(ModelLoader.from(repository, limits, batch.maxImages()), config.maxLoaded());
    }

    /** Not a bean of type {@code ModelChoice}, which the service and a replay produce differently. */
    @Produces
    @Singleton
    @Typed(ModelSelector.class)
    ModelSelector selector(ProcessorConfig config, ModelCache cache) {
        return new ModelSelector(cache, Selection.of(config.model()));
    }

    @Produces
    @Singleton
    InitialSelection initialSelection() {
        return new InitialSelection();
    }

    @Produces
    @Singleton
    RepositoryWatcher watcher(
            ModelRepository repository,
            DecodeLimits limits,
            ModelCache cache,
            ModelMetrics metrics,
            ModelSelector selector) {
        ModelLoader loader = ModelLoader.from(repository, limits, CHECK_BATCH);
        return new RepositoryWatcher(repository, loader, cache, metrics::checked, selector::retry);
    }

    @Produces
    @Singleton
    ModelStart start(
            ModelSelector selector,
            RepositoryWatcher watcher,
            ModelsConfig config,
            InitialSelection initial,
            Termination termination) {
        return new ModelStart(selector, watcher, config.scanInterval(), initial, termination);
    }
}
