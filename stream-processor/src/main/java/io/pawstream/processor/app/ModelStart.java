package io.pawstream.processor.app;

import io.pawstream.processor.models.InitialSelection;
import io.pawstream.processor.models.ModelSelector;
import io.pawstream.processor.models.RepositoryWatcher;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Activates the initial selection on a separate thread, so that the service starts, reports its health and can stop
 * while no broker is reachable. Stream threads wait for the selection before they join their consumer group.
 */
final class ModelStart {

    /** The check of all models takes the CPU for a second, which the streams need at first. */
    private static final Duration FIRST_SCAN = Duration.ofSeconds(1);

    private final ModelSelector selector;
    private final RepositoryWatcher repository;
    private final Duration scanInterval;
    private final InitialSelection initial;
    private final Termination termination;
    private @Nullable Thread thread;

    /**
     * Creates a start; {@link #start} begins it.
     *
     * @param selector activates selections
     * @param repository scanned from then on
     * @param scanInterval pause between two scans of the repository, at least 1 ms
     * @param initial completed once a selection is active
     * @param termination ends the process if the default model cannot be loaded
     */
    ModelStart(
            ModelSelector selector,
            RepositoryWatcher repository,
            Duration scanInterval,
            InitialSelection initial,
            Termination termination) {
        this.selector = selector;
        this.repository = repository;
        this.scanInterval = scanInterval;
        this.initial = initial;
        this.termination = termination;
    }

    /**
     * Starts the thread.
     *
     * @param readSelection reads and activates the desired selection; returns false if the service shuts down meanwhile
     */
    void start(BooleanSupplier readSelection) {
        Thread started = new Thread(() -> run(readSelection), "pawstream-start");
        started.setUncaughtExceptionHandler(
                (failed, failure) -> termination.fatal(Termination.START_FAILED, "the service cannot start", failure));
        started.start();
        thread = started;
    }

    /** Waits until the thread has ended. */
    void join() throws InterruptedException {
        if (thread != null) {
            thread.join();
        }
    }

    private void run(BooleanSupplier readSelection) {
        if (!readSelection.getAsBoolean()) {
            return;
        }
        selector.useConfigured()
                .ifPresent(error ->
                        termination.fatal(Termination.START_FAILED, "cannot load the default model: " + error, null));
        initial.complete();
        repository.start(FIRST_SCAN, scanInterval);
    }
}
