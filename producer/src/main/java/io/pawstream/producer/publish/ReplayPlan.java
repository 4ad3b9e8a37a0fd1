package io.pawstream.producer.publish;

import io.pawstream.producer.subscribe.RejectionFilter;
import java.util.Objects;
import java.util.Optional;

/**
 * Which rejected images to replay, and to which topic.
 *
 * @param filter selects the rejections
 * @param count maximum number of images, at least 1; {@link Long#MAX_VALUE} for no limit
 * @param topic topic to send to; empty for the original topic of each image
 */
public record ReplayPlan(RejectionFilter filter, long count, Optional<String> topic) {

    /** Replays every image to its original topic. */
    public static final ReplayPlan ALL = new ReplayPlan(RejectionFilter.ALL, Long.MAX_VALUE, Optional.empty());

    /**
     * Checks the count.
     *
     * @param filter selects the rejections
     * @param count maximum number of images, at least 1
     * @param topic topic to send to; empty for the original topic of each image
     * @throws IllegalArgumentException if the count is below 1
     */
    public ReplayPlan {
        Objects.requireNonNull(filter, "filter");
        if (count < 1) {
            throw new IllegalArgumentException("count is " + count + "; it must be at least 1");
        }
    }
}
