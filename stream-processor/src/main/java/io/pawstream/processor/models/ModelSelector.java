package io.pawstream.processor.models;

import io.pawstream.contract.event.ImageEvent;
import io.pawstream.contract.selection.Selection;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/**
 * The selection by which this instance classifies. It switches to another one when all its models are loaded; while one of
 * them cannot be, it keeps what it has and says why.
 */
public final class ModelSelector implements ModelChoice {

    /** Revision of the selection that is configured. */
    public static final long CONFIGURED = -1;

    private static final Logger LOG = Logger.getLogger(ModelSelector.class);

    /**
     * A selection in force.
     *
     * @param revision its revision; -1 for the one that is configured
     */
    public record Active(long revision, Selection selection) {}

    /**
     * The last selection that was read.
     *
     * @param revision its revision
     * @param selection what it says, or null if it is not readable
     * @param error why it is not in force, or null if it is or its models are being loaded
     */
    public record Desired(long revision, Selection selection, String error) {}

    private final ModelCache models;
    private final Selection configured;
    private volatile Active active;
    private volatile Desired desired;

    /**
     * Before anything was read or loaded.
     *
     * @param models where models come from
     * @param configured what is in force while no other one is
     */
    public ModelSelector(ModelCache models, Selection configured) {
        this.models = models;
        this.configured = configured;
        active = new Active(CONFIGURED, configured);
        desired = new Desired(CONFIGURED, configured, null);
    }

    /** The selection by which images are classified now. */
    public Active active() {
        return active;
    }

    /** The last selection that was read. */
    public Desired desired() {
        return desired;
    }

    /** Switches to a selection when its models are loaded. */
    public synchronized void select(long revision, Selection selection) {
        desired = new Desired(revision, selection, null);
        String error = apply(revision, selection);
        if (error != null) {
            LOG.errorf(
                    "selection revision=%d is not in force, revision=%d stays: %s", revision, active.revision(), error);
            desired = new Desired(revision, selection, error);
        }
    }

    /**
     * Switches to the selection that is configured, unless one that was read is in force.
     *
     * @return why that cannot be; empty if it is done
     */
    public synchronized Optional<String> useConfigured() {
        return active.revision() == CONFIGURED ? Optional.ofNullable(apply(CONFIGURED, configured)) : Optional.empty();
    }

    /** Notes a selection that is not readable. */
    public synchronized void unreadable(long revision, String error) {
        LOG.errorf("selection revision=%d is not in force, revision=%d stays: %s", revision, active.revision(), error);
        desired = new Desired(revision, null, error);
    }

    /** Tries again what could not be loaded: the repository has changed. */
    public synchronized void retry() {
        Desired now = desired;
        if (now.error() != null && now.selection() != null) {
            select(now.revision(), now.selection());
        }
    }

    /** Loads the models and puts the selection in force; else says why that cannot be. */
    private String apply(long revision, Selection selection) {
        List<LoadedModel> loaded = new ArrayList<>();
        // Both stay in memory until it is clear which one is needed.
        pin(Stream.of(active.selection(), selection));
        try {
            for (String name : selection.models().toList()) {
                loaded.add(models.lease(name).join());
            }
            active = new Active(revision, selection);
            LOG.infof("selection revision=%d is in force: %s", revision, selection);
            return null;
        } catch (CompletionException e) {
            return e.getCause().getMessage();
        } finally {
            loaded.forEach(LoadedModel::endLease);
            pin(Stream.of(active.selection()));
        }
    }

    private void pin(Stream<Selection> needed) {
        models.pin(needed.flatMap(Selection::models).collect(Collectors.toSet()));
    }

    @Override
    public CompletableFuture<Chosen> choose(byte[] key, ImageEvent event) {
        return event.model() == null ? select(key, event) : lease(event.model(), active);
    }

    /** The same, but deaf to the models that events ask for. */
    public ModelChoice whateverEventsAskFor() {
        return this::select;
    }

    private CompletableFuture<Chosen> select(byte[] key, ImageEvent event) {
        Active now = active;
        return lease(now.selection().modelFor(key, event.source(), event.id()), now);
    }

    private CompletableFuture<Chosen> lease(String name, Active now) {
        return models.lease(name).thenApply(model -> new Chosen(model, now.revision()));
    }
}
