package io.pawstream.processor.pipeline;

import io.pawstream.contract.event.ImageEvent;
import io.pawstream.processor.models.LoadedModel;
import io.pawstream.processor.models.SelectedModel;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;

/**
 * A decoded image that waits for its batch. It holds a lease on its model until it completes.
 *
 * @param request the image record
 * @param event the image event
 * @param selected the leased model and the revision of the selection that chose it
 * @param pixels input of the model, uint8 RGB [height, width, 3], from the start of the buffer
 * @param times when the image was decoded
 * @param result completed once the image is classified or rejected
 */
public record PendingImage(
        ImageRequest request,
        ImageEvent event,
        SelectedModel selected,
        ByteBuffer pixels,
        DecodeTimes times,
        CompletableFuture<Result> result) {

    /**
     * When an image was decoded.
     *
     * @param decodeNanos time of decoding in nanoseconds
     * @param queueNanos time in the queue before decoding in nanoseconds
     * @param decodedAt {@link System#nanoTime()} at the end of decoding
     */
    public record DecodeTimes(long decodeNanos, long queueNanos, long decodedAt) {}

    /** {@return the leased model} */
    public LoadedModel model() {
        return selected.model();
    }

    /** Completes the image and releases its resources. */
    void complete(Result completed) {
        release();
        result.complete(completed);
    }

    /** Fails the image and releases its resources. */
    void fail(Throwable failure) {
        release();
        result.completeExceptionally(failure);
    }

    private void release() {
        model().release(pixels);
        model().endLease();
    }
}
