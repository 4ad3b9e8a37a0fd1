package io.pawstream.processor.pipeline;

import io.pawstream.processor.pipeline.Result.Classified;
import io.pawstream.processor.pipeline.Result.Rejected;

/**
 * Receives each result once it is committed, for metrics, drift, log, live page and traces. A thread that is killed
 * between the commit and the report does not report its last results.
 */
public interface ResultListener {

    /**
     * Decides whether the next classified result contains a copy of its pixels. Inference workers call this method
     * once per classified image.
     *
     * @return true to copy the pixels; false by default
     */
    default boolean samplesPixels() {
        return false;
    }

    /**
     * Called when a record becomes a prediction.
     *
     * @param result the prediction
     * @param record the image record
     */
    default void classified(Classified result, ProcessedRecord record) {}

    /**
     * Called when a record becomes a rejection.
     *
     * @param result the rejection
     * @param record the image record
     */
    default void rejected(Rejected result, ProcessedRecord record) {}
}
