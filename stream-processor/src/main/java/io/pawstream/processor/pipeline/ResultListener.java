package io.pawstream.processor.pipeline;

import io.pawstream.processor.pipeline.Result.Classified;
import io.pawstream.processor.pipeline.Result.Rejected;

/**
 * Receives each result once its record is processed: metrics, drift, log, live page and trace.
 *
 * <p>Results are attempts of this process. A record that is processed again after an aborted transaction is reported again.
 */
public interface ResultListener {

    /**
     * Whether the next classified result carries a copy of its pixels. Called on inference workers, once per image.
     *
     * @return false by default
     */
    default boolean samplesPixels() {
        return false;
    }

    /** A record became a prediction. */
    default void classified(Classified result, ProcessedRecord record) {}

    /** A record became a rejection. */
    default void rejected(Rejected result, ProcessedRecord record) {}
}
