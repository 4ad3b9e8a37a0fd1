package io.pawstream.producer.publish;

import io.pawstream.producer.subscribe.RejectionFilter;
import java.util.Objects;
import java.util.Optional;

/**
 * What is sent again, and where to.
 *
 * @param filter which rejections
 * @param count how many at most, at least 1
 * @param topic topic to send to; empty for the one that each image came from
 */
public record ReplayPlan(RejectionFilter filter, long count, Optional<String> topic) {

    /** Every rejection, to where it came from. */
    public static final ReplayPlan ALL = new ReplayPlan(RejectionFilter.ALL, Long.MAX_VALUE, Optional.empty());

    public ReplayPlan {
        Objects.requireNonNull(filter, "filter");
        if (count < 1) {
            throw new IllegalArgumentException("count is " + count + "; it must be at least 1");
        }
    }
}
