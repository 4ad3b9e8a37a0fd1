package io.pawstream.processor.models;

import io.pawstream.model.ModelCard;
import io.pawstream.model.ModelException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/**
 * Keeps models in memory by name. Loads a model on first use, and evicts the least recently used models beyond a limit.
 * Never evicts pinned models. Thread-safe.
 */
public final class ModelCache implements AutoCloseable {

    /** Limits the attempts to load a model that many events request in vain. */
    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

    /** A failed attempt to load a model. */
    private record Failure(ModelException cause, long nanoTime) {

        boolean isRecent(long now) {
            return now - nanoTime < RETRY_AFTER.toNanos();
        }
    }

    private final ModelLoader modelLoader;
    private final int maxModels;
    private final ExecutorService loading =
            Executors.newSingleThreadExecutor(task -> new Thread(task, "pawstream-model-loader"));
    // Ordered by last use.
    private final Map<String, CompletableFuture<LoadedModel>> models = new LinkedHashMap<>(16, 0.75f, true);
    private final Map<String, Failure> failures = new HashMap<>();
    private Set<String> pinned = Set.of();

    /**
     * Creates an empty cache.
     *
     * @param modelLoader loads models into memory
     * @param maxModels maximum number of models in memory, at least 1; pinned models may exceed it
     * @throws IllegalArgumentException if {@code maxModels} is less than 1
     */
    public ModelCache(ModelLoader modelLoader, int maxModels) {
        if (maxModels < 1) {
            throw new IllegalArgumentException(
                    "pawstream.models.max-loaded is " + maxModels + "; it must be at least 1");
        }
        this.modelLoader = modelLoader;
        this.maxModels = maxModels;
    }

    /**
     * Leases a model. The caller must end the lease with {@link LoadedModel#endLease()}.
     *
     * @param name name of the model
     * @return the model once it is loaded; fails with a {@link ModelException} if it cannot be loaded, in which case a
     *     later call loads it again
     */
    public synchronized CompletableFuture<LoadedModel> lease(String name) {
        CompletableFuture<LoadedModel> model = models.get(name);
        if (model == null) {
            model = CompletableFuture.supplyAsync(() -> load(name), loading);
            models.put(name, model);
        }
        return model.thenCompose(loaded -> loaded.lease() ? CompletableFuture.completedFuture(loaded) : lease(name));
    }

    /**
     * Leases a model that an event requests by name. After an attempt to load it has failed, it fails for a second
     * without another attempt, so that many such events do not load the model again and again.
     *
     * @param name name of the model
     * @return as for {@link #lease}
     */
    synchronized CompletableFuture<LoadedModel> leaseRequested(String name) {
        Failure failure = failures.get(name);
        return failure != null && failure.isRecent(System.nanoTime())
                ? CompletableFuture.failedFuture(failure.cause())
                : lease(name);
    }

    /**
     * Replaces the set of pinned models.
     *
     * @param names names of the models to keep in memory
     */
    public synchronized void pin(Set<String> names) {
        pinned = Set.copyOf(names);
        evictBeyondLimit();
    }

    /**
     * Replaces a model in memory if its card differs. The replaced model closes when its last lease ends.
     *
     * @param card card of the model in the repository
     * @throws ModelException if the new model cannot be loaded; the model in memory stays
     */
    public void reload(ModelCard card) throws ModelException {
        ModelCard before = inMemory(card.name());
        if (before != null && !before.equals(card)) {
            replace(card.name(), modelLoader.load(card.name()));
        }
    }

    /** Returns the card of a model in memory, or null; waits for a model that is being loaded. */
    private @Nullable ModelCard inMemory(String name) {
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
            evictBeyondLimit();
            return model;
        } catch (ModelException e) {
            throw failed(name, e);
        } catch (RuntimeException e) {
            forget(name);
            throw new CompletionException(e);
        } catch (Error e) {
            throw failed(name, new ModelException("cannot load model \"" + name + "\": " + e, e));
        }
    }

    private synchronized void forget(String name) {
        models.remove(name);
    }

    private synchronized CompletionException failed(String name, ModelException cause) {
        forget(name);
        long now = System.nanoTime();
        failures.values().removeIf(failure -> !failure.isRecent(now));
        failures.put(name, new Failure(cause, now));
        return new CompletionException(cause);
    }

    /**
     * Allows an immediate attempt to load a model that could not be loaded.
     *
     * @param name name of the model, whose files have changed
     */
    synchronized void forgetFailure(String name) {
        failures.remove(name);
    }

    private synchronized void evictBeyondLimit() {
        Iterator<Map.Entry<String, CompletableFuture<LoadedModel>>> oldest =
                models.entrySet().iterator();
        while (models.size() > maxModels && oldest.hasNext()) {
            Map.Entry<String, CompletableFuture<LoadedModel>> candidate = oldest.next();
            // A model that is still loading has not been used yet.
            if (candidate.getValue().isDone() && !pinned.contains(candidate.getKey())) {
                oldest.remove();
                var unused = candidate.getValue().thenAccept(LoadedModel::endLease);
            }
        }
    }

    /** Removes all models. Models with open leases close when these end. */
    @Override
    public synchronized void close() {
        loading.shutdownNow();
        for (CompletableFuture<LoadedModel> model : models.values()) {
            var unused = model.thenAccept(LoadedModel::endLease);
        }
        models.clear();
    }
}
