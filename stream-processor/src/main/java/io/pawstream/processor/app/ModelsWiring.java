package io.pawstream.processor.app;

import io.pawstream.contract.selection.Selection;
import io.pawstream.model.ModelRepository;
import io.pawstream.processor.models.BatchLimits;
import io.pawstream.processor.models.InitialSelection;
import io.pawstream.processor.models.ModelCache;
import io.pawstream.processor.models.ModelLoader;
import io.pawstream.processor.models.ModelSelector;
import io.pawstream.processor.models.ModelsConfig;
import io.pawstream.processor.models.RepositoryWatcher;
import io.pawstream.processor.observe.ModelMetrics;
import io.pawstream.processor.observe.ProcessMemory;
import io.pawstream.processor.pipeline.BatchConfig;
import io.pawstream.processor.pipeline.DecodeMemory;
import io.pawstream.processor.pipeline.InferenceConfig;
import io.pawstream.processor.pipeline.LimitsConfig;
import io.pawstream.vision.image.DecodeLimits;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.enterprise.inject.Typed;
import jakarta.inject.Singleton;
import java.util.Objects;

/** Produces the beans of the package {@code models}. */
@ApplicationScoped
class ModelsWiring {

    @Produces
    @Singleton
    ModelRepository repository(ModelsConfig config) {
        return new ModelRepository(config.directory());
    }

    @Produces
    @Singleton
    DecodeLimits limits(LimitsConfig config) {
        return new DecodeLimits(config.maxPixels(), config.maxBytes(), config.maxWork());
    }

    @Produces
    @Singleton
    ModelLoader loader(
            ProcessorConfig processor,
            ModelsConfig config,
            BatchConfig batch,
            InferenceConfig inference,
            ModelRepository repository,
            DecodeLimits limits,
            DecodeMemory decoding) {
        BatchLimits batches = new BatchLimits(
                batch.maxImages(processor.device()),
                inference.parallelBatches(processor.device()),
                config.maxBytes().orElse(ProcessMemory.limitBytes() / 4),
                ProcessMemory.maxDirectBytes() / 4,
                () -> residentBytes(decoding));
        return ModelLoader.from(repository, limits, batches, processor.device());
    }

    /** Returns the resident memory without that of large images, which would count as memory of a model. */
    private static long residentBytes(DecodeMemory decoding) {
        return Objects.requireNonNullElse(ProcessMemory.residentBytes(), 0L) - decoding.reservedBytes();
    }

    @Produces
    @Singleton
    ModelCache cache(ModelsConfig config, ModelLoader loader) {
        return new ModelCache(loader, config.maxLoaded());
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
            ModelLoader loader,
            ModelCache cache,
            ModelMetrics metrics,
            ModelSelector selector) {
        return new RepositoryWatcher(repository, loader, cache, metrics::checked, selector::retry, System::nanoTime);
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
