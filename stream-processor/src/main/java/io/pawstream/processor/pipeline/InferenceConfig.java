package io.pawstream.processor.pipeline;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.OptionalInt;

/** Inference workers. */
@ConfigMapping(prefix = "pawstream.inference")
public interface InferenceConfig {

    /** Threads that decode and infer; by default one per processor. */
    OptionalInt workers();

    /** Time before the first retry of a failing model; doubles with each further one. */
    @WithDefault("100ms")
    Duration retryBackoff();

    /** Longest time between two retries of a failing model. */
    @WithDefault("10s")
    Duration retryBackoffMax();

    /** The configured number of workers, or the number of processors. */
    default int workerCount() {
        return workers().orElse(Runtime.getRuntime().availableProcessors());
    }
}
