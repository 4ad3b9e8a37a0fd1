package io.pawstream.processor.pipeline;

import io.pawstream.vision.inference.InferenceDevice;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.OptionalInt;

/** Configuration of the inference workers. */
@ConfigMapping(prefix = "pawstream.inference")
public interface InferenceConfig {

    /** {@return the number of threads that decode and infer, at least 1; if empty, one per processor} */
    OptionalInt workers();

    /** {@return the delay before the first retry of a failing model, doubled for each further retry} */
    @WithDefault("100ms")
    Duration retryBackoff();

    /** {@return the maximum delay between two retries of a failing model} */
    @WithDefault("10s")
    Duration retryBackoffMax();

    /**
     * Returns the number of batches that run at the same time: one per worker, or a single one on a GPU, which computes
     * a large batch faster than several small ones.
     *
     * @param device where networks run
     * @return at least 1
     */
    default int parallelBatches(InferenceDevice device) {
        return device == InferenceDevice.CUDA ? 1 : workerCount();
    }

    /** {@return the configured number of workers, or the number of processors} */
    default int workerCount() {
        return workers().orElse(Runtime.getRuntime().availableProcessors());
    }
}
