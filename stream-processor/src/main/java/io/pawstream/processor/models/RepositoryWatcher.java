package io.pawstream.processor.models;

import io.pawstream.contract.event.InstanceStatus;
import io.pawstream.model.ModelCard;
import io.pawstream.model.ModelDirectory;
import io.pawstream.model.ModelException;
import io.pawstream.model.ModelRepository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * Looks into the model repository again and again. A model that is new or has changed is loaded once to see whether it can
 * be served; if an older one of its name is in memory, it takes that one's place. One that cannot be served is refused with
 * its reason, and the older one stays.
 */
public final class RepositoryWatcher implements AutoCloseable {

    /**
     * A model in the repository.
     *
     * @param name name of its folder
     * @param card its card, or null if it cannot be served
     * @param problem why it cannot be served, or null
     */
    public record Found(String name, ModelCard card, String problem) {

        InstanceStatus.Model status() {
            if (card == null) {
                return new InstanceStatus.Model(name, null, null, null, problem);
            }
            Double accuracy = card.test() == null ? null : card.test().accuracy();
            return new InstanceStatus.Model(name, card.version(), card.sha256(), accuracy, problem);
        }
    }

    /** Hears of each model that is tried. */
    @FunctionalInterface
    public interface Trials {
        /** A model was new or had changed, and was tried. */
        void tried(boolean canBeServed);
    }

    private static final Logger LOG = Logger.getLogger(RepositoryWatcher.class);

    private final ModelRepository repository;
    private final ModelLoader trial;
    private final ModelCache pool;
    private final Trials trials;
    private final Runnable changed;
    private final ScheduledExecutorService thread =
            Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "pawstream-repository"));
    private final Map<String, List<Object>> stamps = new HashMap<>();
    private final CountDownLatch lookedOnce = new CountDownLatch(1);
    private volatile List<Found> found = List.of();

    /**
     * A watch that has seen nothing yet.
     *
     * @param trial tries a model
     * @param pool where a model that has changed replaces the one before
     * @param trials hears of each model that is tried
     * @param changed called after each change
     */
    public RepositoryWatcher(
            ModelRepository repository, ModelLoader trial, ModelCache pool, Trials trials, Runnable changed) {
        this.repository = repository;
        this.trial = trial;
        this.pool = pool;
        this.trials = trials;
        this.changed = changed;
    }

    /** Looks now and from now on. */
    public void start(Duration interval) {
        var unused = thread.scheduleWithFixedDelay(this::lookSafely, 0, interval.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** The models that were found, by name. */
    public List<Found> found() {
        return found;
    }

    /** Waits until all models that were there at the start have been tried; false if that takes too long. */
    public boolean awaitFirstLook(Duration timeout) throws InterruptedException {
        return lookedOnce.await(timeout.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** The models that were found, as they are shown. */
    public List<InstanceStatus.Model> statuses() {
        return found.stream().map(Found::status).toList();
    }

    /** Why a model of this name cannot be served; empty if it can. */
    public Optional<String> problem(String name) {
        List<Found> now = found;
        Optional<Found> model =
                now.stream().filter(each -> each.name().equals(name)).findFirst();
        if (model.isEmpty()) {
            List<String> names = now.stream().map(Found::name).toList();
            return Optional.of("no model \"" + name + "\" in the repository of this instance; there are "
                    + String.join(", ", names));
        }
        return model.map(Found::problem).map(problem -> "model \"" + name + "\" cannot be served: " + problem);
    }

    private void lookSafely() {
        try {
            look();
        } catch (ModelException | RuntimeException e) {
            LOG.errorf("cannot look into the model repository: %s", e.getMessage());
        } finally {
            lookedOnce.countDown();
        }
    }

    /** Looks once. */
    void look() throws ModelException {
        Map<String, Found> before = new HashMap<>();
        found.forEach(model -> before.put(model.name(), model));
        List<Found> now = new ArrayList<>();
        for (String name : repository.names()) {
            List<Object> stamp = stamp(repository.root().resolve(name));
            if (before.containsKey(name) && stamp.equals(stamps.get(name))) {
                now.add(before.get(name));
            } else {
                stamps.put(name, stamp);
                Found model = tried(name);
                trials.tried(model.problem() == null);
                now.add(model);
            }
        }
        if (!now.equals(found)) {
            found = List.copyOf(now);
            changed.run();
        }
    }

    private Found tried(String name) {
        try {
            LoadedModel model = trial.load(name);
            ModelCard card = model.card();
            model.endLease();
            LOG.infof("model=%s version=%s is in the repository", name, card.version());
            pool.reload(card);
            return new Found(name, card, null);
        } catch (ModelException e) {
            LOG.errorf("model=%s is refused: %s", name, e.getMessage());
            return new Found(name, null, e.getMessage());
        }
    }

    /** What changes when a file does; a file that is missing has no stamp. */
    private static List<Object> stamp(Path folder) {
        List<Object> stamp = new ArrayList<>();
        for (String file : List.of(ModelDirectory.CARD_FILE, ModelDirectory.ONNX_FILE)) {
            try {
                BasicFileAttributes attributes = Files.readAttributes(folder.resolve(file), BasicFileAttributes.class);
                stamp.add(attributes.size());
                stamp.add(attributes.lastModifiedTime());
                stamp.add(String.valueOf(attributes.fileKey()));
            } catch (IOException e) {
                stamp.add(file);
            }
        }
        return stamp;
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
