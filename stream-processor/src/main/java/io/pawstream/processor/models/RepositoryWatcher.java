package io.pawstream.processor.models;

import io.pawstream.contract.event.InstanceStatus;
import io.pawstream.contract.selection.ModelReference;
import io.pawstream.contract.selection.Selection;
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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Scans the model repository at a fixed interval. Loads each new or changed model once to check it. If the check
 * passes, the model replaces an older version in memory. Otherwise, the error is reported, and the older version
 * stays.
 */
public final class RepositoryWatcher implements AutoCloseable {

    /**
     * A model in the repository with the result of its check.
     *
     * @param name name of its directory
     * @param card its card; absent if it cannot be loaded
     * @param error why it cannot be loaded; absent if it can
     */
    record CheckedModel(
            String name, @Nullable ModelCard card, @Nullable String error) {

        InstanceStatus.Model status() {
            if (card == null) {
                return new InstanceStatus.Model(name, null, null, null, error);
            }
            Double accuracy = card.test() == null ? null : card.test().accuracy();
            return new InstanceStatus.Model(name, card.version(), card.sha256(), accuracy, error);
        }
    }

    /** Time until a model is checked again after an error that its files may not have caused. */
    private static final Duration RETRY_AFTER = Duration.ofSeconds(30);

    private static final Logger LOG = Logger.getLogger(RepositoryWatcher.class);

    private final ModelRepository repository;
    private final ModelLoader loader;
    private final ModelCache cache;
    private final ModelCheckListener listener;
    private final Runnable onChange;
    private final LongSupplier nanoTime;
    private final ScheduledExecutorService thread =
            Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "pawstream-repository"));
    private final Map<String, List<Object>> stamps = new HashMap<>();
    private final Map<String, Long> retries = new HashMap<>();
    private final CountDownLatch scannedOnce = new CountDownLatch(1);
    private volatile List<CheckedModel> models = List.of();

    /**
     * Creates a watcher that has not scanned yet.
     *
     * @param repository the model repository
     * @param loader loads a model to check it
     * @param cache contains models, which a newer version replaces
     * @param listener receives the result of each check
     * @param onChange called after each scan that found a change
     * @param nanoTime clock for retries, {@link System#nanoTime}
     */
    public RepositoryWatcher(
            ModelRepository repository,
            ModelLoader loader,
            ModelCache cache,
            ModelCheckListener listener,
            Runnable onChange,
            LongSupplier nanoTime) {
        this.repository = repository;
        this.loader = loader;
        this.cache = cache;
        this.listener = listener;
        this.onChange = onChange;
        this.nanoTime = nanoTime;
    }

    /**
     * Starts scanning.
     *
     * @param delay time until the first scan
     * @param interval pause between two scans, at least 1 ms
     */
    public void start(Duration delay, Duration interval) {
        var unused = thread.scheduleWithFixedDelay(
                this::scanSafely, delay.toMillis(), interval.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Returns the models of the last scan, sorted by name. */
    List<CheckedModel> models() {
        return models;
    }

    /**
     * Waits until the first scan has checked all models.
     *
     * @param timeout maximum wait
     * @return false if the wait timed out
     * @throws InterruptedException if the thread is interrupted while it waits
     */
    public boolean awaitFirstScan(Duration timeout) throws InterruptedException {
        return scannedOnce.await(timeout.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** {@return the status of each model of the last scan, sorted by name} */
    public List<InstanceStatus.Model> statuses() {
        return models.stream().map(CheckedModel::status).toList();
    }

    /**
     * Returns why a model cannot be loaded.
     *
     * @param name name of the model
     * @return the error message; empty if the model can be loaded
     */
    public Optional<String> error(String name) {
        List<CheckedModel> now = models;
        Optional<CheckedModel> model =
                now.stream().filter(each -> each.name().equals(name)).findFirst();
        if (model.isEmpty()) {
            String names = now.stream().map(CheckedModel::name).collect(Collectors.joining(", "));
            return Optional.of("model \"" + name + "\" not found in the repository of this instance; available: "
                    + (names.isEmpty() ? "none" : names));
        }
        return model.map(CheckedModel::error).map(error -> "model \"" + name + "\" cannot be loaded: " + error);
    }

    /**
     * Returns why a selection cannot become active.
     *
     * @param selection any selection
     * @return the error message; empty if its models can be loaded, have the required bytes and the same classes
     */
    public Optional<String> error(Selection selection) {
        return selection
                .models()
                .flatMap(reference -> error(reference.name()).stream())
                .findFirst()
                .or(() -> otherBytes(selection))
                .or(() -> SelectedClasses.error(selection, cards(selection)));
    }

    /**
     * Compares the repository with the SHA-256s that a selection requires.
     *
     * @param selection any selection
     * @return which model has other bytes in the repository; empty if none has
     */
    public Optional<String> otherBytes(Selection selection) {
        return cards(selection).entrySet().stream()
                .filter(entry -> !entry.getKey().accepts(entry.getValue().sha256()))
                .map(entry -> ModelCache.otherBytes(entry.getKey(), entry.getValue()))
                .findFirst();
    }

    /** Returns the cards of the models of a selection, in its order, without models that cannot be loaded. */
    private Map<ModelReference, ModelCard> cards(Selection selection) {
        List<CheckedModel> now = models;
        Map<ModelReference, ModelCard> cards = new LinkedHashMap<>();
        selection.models().forEach(reference -> now.stream()
                .filter(model -> model.name().equals(reference.name()))
                .forEach(model -> {
                    if (model.card() != null) {
                        cards.put(reference, model.card());
                    }
                }));
        return cards;
    }

    private void scanSafely() {
        try {
            scan();
        } catch (ModelException | RuntimeException | Error e) {
            // The executor would never scan again if this method threw.
            LOG.errorf("cannot scan the model repository: %s", e);
        } finally {
            scannedOnce.countDown();
        }
    }

    /**
     * Scans once.
     *
     * @throws ModelException if the repository cannot be listed
     */
    void scan() throws ModelException {
        Map<String, CheckedModel> before = new HashMap<>();
        models.forEach(model -> before.put(model.name(), model));
        List<CheckedModel> now = new ArrayList<>();
        for (String name : repository.names()) {
            List<Object> stamp = stamp(repository.root().resolve(name));
            CheckedModel known = before.get(name);
            if (known != null && stamp.equals(stamps.get(name)) && !isRetryDue(name)) {
                now.add(known);
            } else {
                stamps.put(name, stamp);
                retries.remove(name);
                cache.forgetFailure(name);
                CheckedModel model = check(name);
                listener.checked(model.error() == null);
                now.add(model);
            }
        }
        if (!now.equals(models)) {
            models = List.copyOf(now);
            onChange.run();
        }
    }

    private boolean isRetryDue(String name) {
        Long failedAt = retries.get(name);
        return failedAt != null && nanoTime.getAsLong() - failedAt > RETRY_AFTER.toNanos();
    }

    private CheckedModel check(String name) {
        try {
            LoadedModel model = loader.load(name);
            ModelCard card = model.card();
            model.endLease();
            LOG.infof("model=%s version=%s passed its check", name, card.version());
            cache.reload(card);
            return new CheckedModel(name, card, null);
        } catch (ModelException | RuntimeException | Error e) {
            if (!(e instanceof ModelException) || e.getCause() instanceof OutOfMemoryError) {
                // The state of the service may be the cause, and not the model.
                retries.put(name, nanoTime.getAsLong());
            }
            LOG.errorf("model=%s failed its check: %s", name, e.getMessage());
            return new CheckedModel(name, null, Objects.toString(e.getMessage(), e.toString()));
        }
    }

    /** Returns a value that changes if a file changes; a missing file is represented by its name. */
    private static List<Object> stamp(Path directory) {
        List<Object> stamp = new ArrayList<>();
        for (String file : List.of(ModelDirectory.CARD_FILE, ModelDirectory.ONNX_FILE)) {
            try {
                BasicFileAttributes attributes =
                        Files.readAttributes(directory.resolve(file), BasicFileAttributes.class);
                stamp.add(attributes.size());
                stamp.add(attributes.lastModifiedTime());
                stamp.add(String.valueOf(attributes.fileKey()));
            } catch (IOException e) {
                stamp.add(file);
            }
        }
        return stamp;
    }

    /** Stops scanning. */
    @Override
    public void close() {
        thread.shutdownNow();
    }
}
