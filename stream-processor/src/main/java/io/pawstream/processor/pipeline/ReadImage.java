package io.pawstream.processor.pipeline;

import io.pawstream.contract.event.ImageEvent;
import io.pawstream.contract.event.RejectionReason;
import io.pawstream.processor.pipeline.Result.Rejected;
import org.jspecify.annotations.Nullable;

/**
 * An image record whose event has been read.
 *
 * @param request the image record
 * @param event the image event
 * @param deadline when the image expires; absent if it never does
 */
public record ReadImage(
        ImageRequest request, ImageEvent event, @Nullable Deadline deadline) {

    /**
     * Checks whether the image has expired.
     *
     * @param step what would happen to the image now, as in {@link Deadline#expired}
     * @return the rejection of the image if it has expired; null if it has not
     */
    @Nullable
    Rejected expired(String step) {
        String message = deadline == null ? null : deadline.expired(step);
        return message == null ? null : new Rejected(event.identity(), RejectionReason.EXPIRED, message);
    }
}
