package io.pawstream.processor.pipeline;

import io.pawstream.contract.event.ImageEvent;
import io.pawstream.processor.models.LoadedModel;
import io.pawstream.processor.models.SelectedModel;
import io.pawstream.processor.pipeline.Result.Rejected;
import java.nio.ByteBuffer;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;

/**
 * A decoded image that waits for its batch. It holds a lease on its model until it completes.
 *
 * @param image the image record and its event
 * @param selected the leased model and the revision of the selection that chose it
 * @param pixels input of the model, uint8 RGB [height, width, 3], from the start of the buffer
 * @param times when the image was decoded
 * @param result completed once the image is classified or rejected
 */
public record PendingImage(
        ReadImage image,
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

    /** {@return the image record} */
    public ImageRequest request() {
        return image.request();
    }

    /** {@return the image event} */
    public ImageEvent event() {
        return image.event();
    }

    /** {@return the leased model} */
    public LoadedModel model() {
        return selected.model();
    }

    /** Ends the image if it is cancelled or has expired; returns whether it did. */
    boolean endIfUnwanted() {
        if (result.isDone()) {
            fail(new CancellationException());
            return true;
        }
        Rejected expired = image.expired("its batch");
        if (expired != null) {
            complete(expired);
        }
        return expired != null;
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
