package io.pawstream.processor.models;

import io.pawstream.model.ModelCard;
import io.pawstream.model.ModelException;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * The models that are in memory, by name. One is loaded when it is asked for the first time; beyond a limit the one that
 * was not asked for the longest is let go, unless it is pinned.
 */
public final class ModelCache implements AutoCloseable {

    private final ModelLoader modelLoader;
    private final int maxModels;
    private final ExecutorService loading =
            Executors.newSingleThreadExecutor(task -> new Thread(task, "pawstream-model-loader"));
    // In order of last use.
    private final Map<String, CompletableFuture<LoadedModel>> models = new LinkedHashMap<>(16, 0.75f, true);
    private Set<String> pinned = Set.of();

    /**
     * An empty pool.
     *
     * @param modelLoader brings a model into memory
     * @param maxModels most models kept in memory, at least 1; pinned ones stay beyond it
     */
    public ModelCache(ModelLoader modelLoader, int maxModels) {
        if (maxModels < 1) {
            throw new IllegalArgumentException("at most " + maxModels + " models; it must be at least 1");
        }
        this.modelLoader = modelLoader;
        this.maxModels = maxModels;
    }

    /**
     * A lease on a model; whoever gets it ends it with {@link LoadedModel#endLease()}.
     *
     * @param name name of the model
     * @return the model when it is loaded; fails with a {@link ModelException} if there is none or it cannot be loaded,
     *     and then a later call tries again
     */
    public synchronized CompletableFuture<LoadedModel> lease(String name) {
        CompletableFuture<LoadedModel> model = models.get(name);
        if (model == null) {
            model = CompletableFuture.supplyAsync(() -> load(name), loading);
            models.put(name, model);
        }
        return model.thenCompose(loaded -> loaded.lease() ? CompletableFuture.completedFuture(loaded) : lease(name));
    }

    /** Keeps these models in memory, and those before no longer. */
    public synchronized void pin(Set<String> names) {
        pinned = Set.copyOf(names);
        letGoBeyondLimit();
    }

    /**
     * Loads a model anew if one of its name is in memory and is another one; that one closes after its last lease.
     *
     * @param card what lies in the repository now
     * @throws ModelException if it cannot be loaded: the one in memory stays
     */
    public void reload(ModelCard card) throws ModelException {
        ModelCard before = inMemory(card.name());
        if (before != null && !before.equals(card)) {
            replace(card.name(), modelLoader.load(card.name()));
        }
    }

    /** The card of a model in memory, or null if it is not; waits for one that is being loaded. */
    private ModelCard inMemory(String name) {
        CompletableFuture<LoadedModel> model;
        synchronized (this) {
            model = models.get(name);
        }
        try {
            return model == null ? null : model.join().card();
        } catch (CompletionException e) {
            return null;
        }
    }

    private synchronized void replace(String name, LoadedModel model) {
        CompletableFuture<LoadedModel> before = models.replace(name, CompletableFuture.completedFuture(model));
        if (before == null) {
            model.endLease();
        } else {
            var unused = before.thenAccept(LoadedModel::endLease);
        }
    }

    private LoadedModel load(String name) {
        try {
            LoadedModel model = modelLoader.load(name);
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
        Iterator<Map.Entry<String, CompletableFuture<LoadedModel>>> oldest =
                models.entrySet().iterator();
        while (models.size() > maxModels && oldest.hasNext()) {
            Map.Entry<String, CompletableFuture<LoadedModel>> candidate = oldest.next();
            // One that is being loaded has not been used yet.
            if (candidate.getValue().isDone() && !pinned.contains(candidate.getKey())) {
                oldest.remove();
                var unused = candidate.getValue().thenAccept(LoadedModel::endLease);
            }
        }
    }

    /** Lets go of all models; those with open leases close when these end. */
    @Override
    public synchronized void close() {
        loading.shutdownNow();
        for (CompletableFuture<LoadedModel> model : models.values()) {
            var unused = model.thenAccept(LoadedModel::endLease);
        }
        models.clear();
    }
}
