package io.pawstream.processor.app;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import java.io.IOException;

/** Runs the lifecycle of the active wiring. Quarkus starts Kafka Streams afterwards, and the lifecycle stops it. */
@ApplicationScoped
class LifecycleObserver {

    private final Lifecycle lifecycle;
    private final ProcessorConfig config;
    private final Termination termination;

    LifecycleObserver(Instance<Lifecycle> lifecycle, ProcessorConfig config, Termination termination) {
        this.lifecycle = lifecycle.get();
        this.config = config;
        this.termination = termination;
    }

    void start(@Observes @Priority(1) StartupEvent event) {
        config.parentPid().ifPresent(termination::endWith);
        try {
            lifecycle.start();
        } catch (IllegalStateException e) {
            if (e.getCause() instanceof IOException) {
                termination.startFailed(e.getMessage());
            } else {
                termination.fatal(Termination.START_FAILED, e.getMessage(), e.getCause());
            }
        }
    }

    void stop(@Observes @Priority(1) ShutdownEvent event) {
        lifecycle.stop();
    }
}
