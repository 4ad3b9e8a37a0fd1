package io.pawstream.processor.observe;

import io.pawstream.contract.event.InstanceStatus;
import io.pawstream.contract.event.InstanceStatus.Counts;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/** Instance statuses for tests. */
final class TestStatuses {

    static final Counts NO_COUNTS = new Counts(
            Map.of(),
            Map.of(),
            Collections.nCopies(InstanceStatus.CONFIDENCE_BOUNDS.size(), 0L),
            Collections.nCopies(InstanceStatus.LATENCY_BOUNDS.size() + 1, 0L),
            0,
            0,
            0);

    private TestStatuses() {}

    /** Returns the status of an instance that has not classified yet, with a consumer lag of 7 records. */
    static InstanceStatus status(String name, long active, long desired, InstanceStatus.Model... models) {
        return new InstanceStatus(
                name, "pawstream", active, desired, null, List.of(models), 11, 10, 1, 7, 4096L, NO_COUNTS);
    }
}
