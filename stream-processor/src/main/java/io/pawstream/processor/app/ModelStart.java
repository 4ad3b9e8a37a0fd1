package io.pawstream.processor.app;

import io.pawstream.processor.models.InitialSelection;
import io.pawstream.processor.models.ModelSelector;
import io.pawstream.processor.models.RepositoryWatcher;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Activates the first selection on a thread of its own. Without a broker the service starts too, reports what it waits for,
 * and can be stopped. Stream threads wait for it before they join their group.
 */
final class ModelStart {

    private final ModelSelector selector;
    private final RepositoryWatcher repository;
    private final Duration scanInterval;
    private final InitialSelection initial;
    private final Termination termination;
    private @Nullable Thread thread;

    /**
     * Creates a start that has not begun.
     *
     * @param selector activates selections
     * @param repository is scanned from then on
     * @param initial completes once a selection is active
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
     * @param readSelection reads the desired selection; false if the service stops meanwhile
     */
    void start(BooleanSupplier readSelection) {
        Thread started = new Thread(() -> run(readSelection), "pawstream-start");
        started.setUncaughtExceptionHandler(
                (failed, failure) -> termination.fatal(Termination.START_FAILED, "the service cannot start", failure));
        started.start();
        thread = started;
    }

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
        repository.start(scanInterval);
        initial.complete();
    }
}
