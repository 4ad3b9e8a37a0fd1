package io.pawstream.processor.pipeline;

import io.pawstream.contract.event.ImageEvent;
import io.pawstream.processor.models.LoadedModel;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;

/**
 * A decoded image on its way to a batch. Holds a lease on its model until it is settled.
 *
 * @param record its record
 * @param event the image event
 * @param model the leased model
 * @param revision revision of the selection that chose the model
 * @param pixels pixels of the model's size, uint8 RGB, from the buffer's start
 * @param decodeNanos time that decoding took
 * @param waitedNanos time waited before decoding
 * @param decodedAt {@link System#nanoTime()} when it was decoded
 * @param outcome what waits for the answer
 */
public record PendingImage(
        ImageRequest record,
        ImageEvent event,
        LoadedModel model,
        long revision,
        ByteBuffer pixels,
        long decodeNanos,
        long waitedNanos,
        long decodedAt,
        CompletableFuture<Result> outcome) {

    /** Answers, and gives back what the image holds. */
    void settle(Result answer) {
        release();
        outcome.complete(answer);
    }

    /** Fails, and gives back what the image holds. */
    void fail(Throwable failure) {
        release();
        outcome.completeExceptionally(failure);
    }

    private void release() {
        model.release(pixels);
        model.endLease();
    }
}
