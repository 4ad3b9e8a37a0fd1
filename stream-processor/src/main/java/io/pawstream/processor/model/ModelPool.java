package io.pawstream.processor.model;

import io.pawstream.contract.model.ModelException;
import io.pawstream.contract.model.ModelRepository;
import io.pawstream.vision.image.DecodeLimits;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * The models that are in memory, by name. One is loaded when it is asked for the first time; beyond a limit the one that
 * was not asked for the longest is let go.
 */
public final class ModelPool implements AutoCloseable {

    private final ModelRepository repository;
    private final DecodeLimits limits;
    private final int maxModels;
    private final ExecutorService loader =
            Executors.newSingleThreadExecutor(task -> new Thread(task, "pawstream-model-loader"));
    // In order of last use.
    private final Map<String, CompletableFuture<ServedModel>> models = new LinkedHashMap<>(16, 0.75f, true);

    /**
     * An empty pool.
     *
     * @param repository where models are found
     * @param limits limits of the decoders that belong to the models
     * @param maxModels most models kept in memory, at least 1
     */
    public ModelPool(ModelRepository repository, DecodeLimits limits, int maxModels) {
        if (maxModels < 1) {
            throw new IllegalArgumentException("at most " + maxModels + " models; it must be at least 1");
        }
        this.repository = repository;
        this.limits = limits;
        this.maxModels = maxModels;
    }

    /**
     * A lease on a model; whoever gets it ends it with {@link ServedModel#endLease()}.
     *
     * @param name name of the model
     * @return the model when it is loaded; fails with a {@link ModelException} if there is none or it cannot be loaded,
     *     and then a later call tries again
     */
    public synchronized CompletableFuture<ServedModel> lease(String name) {
        CompletableFuture<ServedModel> model = models.get(name);
        if (model == null) {
            model = CompletableFuture.supplyAsync(() -> load(name), loader);
            models.put(name, model);
            var unused = model.whenComplete((loaded, failure) -> settle(name, failure));
        }
        return model.thenCompose(loaded -> loaded.lease() ? CompletableFuture.completedFuture(loaded) : lease(name));
    }

    private ServedModel load(String name) {
        try {
            return ServedModel.load(repository.find(name), limits);
        } catch (ModelException e) {
            throw new CompletionException(e);
        }
    }

    private synchronized void settle(String name, Throwable failure) {
        if (failure != null) {
            models.remove(name);
            return;
        }
        Iterator<CompletableFuture<ServedModel>> oldest = models.values().iterator();
        while (models.size() > maxModels && oldest.hasNext()) {
            CompletableFuture<ServedModel> candidate = oldest.next();
            if (candidate.isDone()) {
                oldest.remove();
                var unused = candidate.thenAccept(ServedModel::endLease);
            }
        }
    }

    /** Lets go of all models; those with open leases close when these end. */
    @Override
    public synchronized void close() {
        loader.shutdownNow();
        for (CompletableFuture<ServedModel> model : models.values()) {
            var unused = model.thenAccept(ServedModel::endLease);
        }
        models.clear();
    }
}
