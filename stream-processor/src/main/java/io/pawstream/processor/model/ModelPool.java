package io.pawstream.processor.model;

import io.pawstream.contract.model.ModelException;
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

    private final ModelLoader modelLoader;
    private final int maxModels;
    private final ExecutorService loading =
            Executors.newSingleThreadExecutor(task -> new Thread(task, "pawstream-model-loader"));
    // In order of last use.
    private final Map<String, CompletableFuture<ServedModel>> models = new LinkedHashMap<>(16, 0.75f, true);

    /**
     * An empty pool.
     *
     * @param modelLoader brings a model into memory
     * @param maxModels most models kept in memory, at least 1
     */
    public ModelPool(ModelLoader modelLoader, int maxModels) {
        if (maxModels < 1) {
            throw new IllegalArgumentException("at most " + maxModels + " models; it must be at least 1");
        }
        this.modelLoader = modelLoader;
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
            model = CompletableFuture.supplyAsync(() -> load(name), loading);
            models.put(name, model);
        }
        return model.thenCompose(loaded -> loaded.lease() ? CompletableFuture.completedFuture(loaded) : lease(name));
    }

    private ServedModel load(String name) {
        try {
            ServedModel model = modelLoader.load(name);
            letGoBeyondLimit();
            return model;
        } catch (ModelException | RuntimeException e) {
            forget(name);
            throw new CompletionException(e);
        }
    }

    private synchronized void forget(String name) {
        models.remove(name);
    }

    private synchronized void letGoBeyondLimit() {
        Iterator<CompletableFuture<ServedModel>> oldest = models.values().iterator();
        while (models.size() > maxModels && oldest.hasNext()) {
            CompletableFuture<ServedModel> candidate = oldest.next();
            // One that is being loaded has not been used yet.
            if (candidate.isDone()) {
                oldest.remove();
                var unused = candidate.thenAccept(ServedModel::endLease);
            }
        }
    }

    /** Lets go of all models; those with open leases close when these end. */
    @Override
    public synchronized void close() {
        loading.shutdownNow();
        for (CompletableFuture<ServedModel> model : models.values()) {
            var unused = model.thenAccept(ServedModel::endLease);
        }
        models.clear();
    }
}
