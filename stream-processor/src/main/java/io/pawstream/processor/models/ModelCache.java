package io.pawstream.processor.models;

import io.pawstream.contract.selection.ModelReference;
import io.pawstream.model.ModelCard;
import io.pawstream.model.ModelException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Keeps models in memory by reference. Loads a model on first use, and evicts the least recently used models beyond a
 * limit. Never evicts the models of the selection. A model of which the selection requires a SHA-256 stays in memory after
 * its files have changed. Thread-safe.
 */
public final class ModelCache implements AutoCloseable {

    /** Limits the attempts to load a model that many events request in vain. */
    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

    private static final Logger LOG = Logger.getLogger(ModelCache.class);

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
    private final Map<ModelReference, CompletableFuture<LoadedModel>> models = new LinkedHashMap<>(16, 0.75f, true);
    private final Map<ModelReference, Failure> failures = new HashMap<>();
    private Set<ModelReference> pinned = Set.of();

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
     * @param reference the model
     * @return the model once it is loaded; fails with a {@link ModelException} if it cannot be loaded or has other bytes
     *     than required, in which case a later call loads it again
     */
    public synchronized CompletableFuture<LoadedModel> lease(ModelReference reference) {
        CompletableFuture<LoadedModel> model = models.get(reference);
        if (model == null) {
            model = CompletableFuture.supplyAsync(() -> load(reference), loading);
            models.put(reference, model);
        }
        return model.thenCompose(
                loaded -> loaded.lease() ? CompletableFuture.completedFuture(loaded) : lease(reference));
    }

    /**
     * Leases a model that an event requests by name. After an attempt to load it has failed, it fails for a second
     * without another attempt, so that many such events do not load the model again and again.
     *
     * @param reference the model
     * @return as for {@link #lease}
     */
    synchronized CompletableFuture<LoadedModel> leaseRequested(ModelReference reference) {
        Failure failure = failures.get(reference);
        return failure != null && failure.isRecent(System.nanoTime())
                ? CompletableFuture.failedFuture(failure.cause())
                : lease(reference);
    }

    /**
     * Replaces the set of pinned models.
     *
     * @param references the models to keep in memory
     */
    public synchronized void pin(Set<ModelReference> references) {
        pinned = Set.copyOf(references);
        evictBeyondLimit();
    }

    /**
     * Replaces a model in memory if its card differs, unless the selection requires the bytes in memory. The replaced
     * model closes when its last lease ends.
     *
     * @param card card of the model in the repository
     * @throws ModelException if the new model cannot be loaded; the model in memory stays
     */
    public void reload(ModelCard card) throws ModelException {
        for (ModelReference reference : references(card.name())) {
            ModelCard before = inMemory(reference);
            if (before == null || before.equals(card)) {
                continue;
            }
            if (reference.accepts(card.sha256())) {
                replace(reference, loadRequired(reference));
            } else {
                LOG.warnf("the loaded model stays: %s", otherBytes(reference, card));
            }
        }
    }

    private synchronized List<ModelReference> references(String name) {
        return models.keySet().stream()
                .filter(reference -> reference.name().equals(name))
                .toList();
    }

    /** Describes a model in the repository that has other bytes than required. */
    static String otherBytes(ModelReference required, ModelCard actual) {
        return "model \"" + required.name() + "\" in the repository of this instance has sha256 " + actual.sha256()
                + ", but the selection requires " + required.sha256()
                + "; restore the files, or select the model with another sha256";
    }

    private LoadedModel loadRequired(ModelReference reference) throws ModelException {
        LoadedModel model = modelLoader.load(reference.name());
        if (!reference.accepts(model.card().sha256())) {
            model.endLease();
            throw new ModelException(otherBytes(reference, model.card()));
        }
        return model;
    }

    /** Returns the card of a model in memory, or null; waits for a model that is being loaded. */
    private @Nullable ModelCard inMemory(ModelReference reference) {
        CompletableFuture<LoadedModel> model;
        synchronized (this) {
            model = models.get(reference);
        }
        try {
            return model == null ? null : model.join().card();
        } catch (CompletionException e) {
            return null;
        }
    }

    private synchronized void replace(ModelReference reference, LoadedModel model) {
        CompletableFuture<LoadedModel> before = models.replace(reference, CompletableFuture.completedFuture(model));
        if (before == null) {
            model.endLease();
        } else {
            var unused = before.thenAccept(LoadedModel::endLease);
        }
    }

    private LoadedModel load(ModelReference reference) {
        try {
            LoadedModel model = loadRequired(reference);
            evictBeyondLimit();
            return model;
        } catch (ModelException e) {
            throw failed(reference, e);
        } catch (RuntimeException e) {
            forget(reference);
            throw new CompletionException(e);
        } catch (Error e) {
            throw failed(reference, new ModelException("cannot load model \"" + reference.name() + "\": " + e, e));
        }
    }

    private synchronized void forget(ModelReference reference) {
        models.remove(reference);
    }

    private synchronized CompletionException failed(ModelReference reference, ModelException cause) {
        forget(reference);
        long now = System.nanoTime();
        failures.values().removeIf(failure -> !failure.isRecent(now));
        failures.put(reference, new Failure(cause, now));
        return new CompletionException(cause);
    }

    /**
     * Allows an immediate attempt to load a model that could not be loaded.
     *
     * @param name name of the model, whose files have changed
     */
    synchronized void forgetFailure(String name) {
        failures.keySet().removeIf(reference -> reference.name().equals(name));
    }

    private synchronized void evictBeyondLimit() {
        Iterator<Map.Entry<ModelReference, CompletableFuture<LoadedModel>>> oldest =
                models.entrySet().iterator();
        while (models.size() > maxModels && oldest.hasNext()) {
            Map.Entry<ModelReference, CompletableFuture<LoadedModel>> candidate = oldest.next();
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
