package io.pawstream.processor.models;

import io.pawstream.contract.event.ImageEvent;
import io.pawstream.contract.selection.ModelReference;
import io.pawstream.contract.selection.Selection;
import io.pawstream.model.ModelCard;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Chooses models by the active selection. A desired selection becomes active once all its models are loaded. If a model
 * cannot be loaded, the active selection stays, and the error is reported. Thread-safe.
 */
public final class ModelSelector implements ModelChoice {

    /** Revision of the configured selection. */
    public static final long CONFIGURED = -1;

    private static final Logger LOG = Logger.getLogger(ModelSelector.class);

    /**
     * The active selection.
     *
     * @param revision its revision; {@link #CONFIGURED} for the configured one
     * @param selection the selection
     */
    public record Active(long revision, Selection selection) {}

    /**
     * The last selection that was read.
     *
     * @param revision its revision; {@link #CONFIGURED} if none was read
     * @param selection the selection; absent if it cannot be parsed
     * @param error why it is not active; absent if it is active or its models are being loaded
     */
    public record Desired(
            long revision,
            @Nullable Selection selection,
            @Nullable String error) {}

    private final ModelCache models;
    private final Selection configured;
    private volatile Active active;
    private volatile Desired desired;

    /**
     * Creates a selector with the configured selection, whose models are loaded on first use.
     *
     * @param models provides the models
     * @param configured the selection that is active until another one is
     */
    public ModelSelector(ModelCache models, Selection configured) {
        this.models = models;
        this.configured = configured;
        active = new Active(CONFIGURED, configured);
        desired = new Desired(CONFIGURED, configured, null);
    }

    /** {@return the active selection} */
    public Active active() {
        return active;
    }

    /** {@return the last selection that was read} */
    public Desired desired() {
        return desired;
    }

    /**
     * Loads the models of a selection, then activates it. If a model cannot be loaded, has other bytes than required, or
     * has other classes than the default model, the active selection stays.
     *
     * @param revision revision of the selection, at least 0
     * @param selection the desired selection
     */
    public synchronized void select(long revision, Selection selection) {
        desired = new Desired(revision, selection, null);
        String error = activate(revision, selection);
        if (error != null) {
            reportInactive(revision, error);
            desired = new Desired(revision, selection, error);
        }
    }

    /**
     * Loads and pins the models of the configured selection, unless a selection that was read is active. Logs that a
     * configured model has no effect.
     *
     * @return why a model cannot be loaded; empty on success
     */
    public synchronized Optional<String> useConfigured() {
        if (active.revision() == CONFIGURED) {
            return Optional.ofNullable(activate(CONFIGURED, configured));
        }
        String selected = active.selection().model();
        if (!selected.equals(configured.model())) {
            LOG.warnf(
                    "the default model is %s, from selection revision=%d; the configured model %s has no effect; to"
                            + " select it, run: ./pawstream models select %s",
                    selected, active.revision(), configured.model(), configured.model());
        }
        return Optional.empty();
    }

    /**
     * Records a desired selection that cannot be parsed. The active selection stays.
     *
     * @param revision revision of the selection, at least 0
     * @param error why it cannot be parsed
     */
    public synchronized void unreadable(long revision, String error) {
        reportInactive(revision, error);
        desired = new Desired(revision, null, error);
    }

    /** Loads the desired selection again if it failed. Must be called after the repository has changed. */
    public synchronized void retry() {
        Desired failed = desired;
        if (failed.error() != null && failed.selection() != null) {
            select(failed.revision(), failed.selection());
        }
    }

    private void reportInactive(long revision, String error) {
        LOG.errorf("cannot activate %s, keeping %s: %s", name(revision), name(active.revision()), error);
    }

    private static String name(long revision) {
        return revision == CONFIGURED ? "the configured selection" : "selection revision=" + revision;
    }

    /** Loads the models and activates the selection; returns the error if that fails. */
    private @Nullable String activate(long revision, Selection selection) {
        List<LoadedModel> loaded = new ArrayList<>();
        // Keep the models of both selections in memory until the new one is active.
        pin(Stream.of(active.selection(), selection));
        try {
            Map<ModelReference, ModelCard> cards = new HashMap<>();
            for (ModelReference reference : selection.models().toList()) {
                LoadedModel model = models.lease(reference).join();
                loaded.add(model);
                cards.put(reference, model.card());
            }
            Optional<String> error = SelectedClasses.error(selection, cards);
            if (error.isPresent()) {
                return error.get();
            }
            active = new Active(revision, selection);
            LOG.infof("%s is active: %s", name(revision), selection);
            return null;
        } catch (CompletionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            return Objects.toString(cause.getMessage(), cause.toString());
        } finally {
            loaded.forEach(LoadedModel::endLease);
            pin(Stream.of(active.selection()));
        }
    }

    private void pin(Stream<Selection> needed) {
        models.pin(needed.flatMap(Selection::models).collect(Collectors.toSet()));
    }

    @Override
    public CompletableFuture<SelectedModel> choose(byte @Nullable [] key, ImageEvent event) {
        String requested = event.model();
        if (requested == null) {
            return bySelection(key, event);
        }
        Active now = active;
        return models.leaseRequested(reference(requested, now.selection()))
                .thenApply(model -> new SelectedModel(model, now.revision()));
    }

    /** Returns a requested model with the bytes that the selection requires, if the model is part of it. */
    private static ModelReference reference(String requested, Selection selection) {
        return selection
                .models()
                .filter(reference -> reference.name().equals(requested))
                .findFirst()
                .orElseGet(() -> ModelReference.of(requested));
    }

    /** {@return a view of this selector that ignores the models that events request} */
    public ModelChoice ignoringRequestedModels() {
        return this::bySelection;
    }

    private CompletableFuture<SelectedModel> bySelection(byte @Nullable [] key, ImageEvent event) {
        Active now = active;
        return models.lease(now.selection().modelFor(key, event.source(), event.id()))
                .thenApply(model -> new SelectedModel(model, now.revision()));
    }
}
