package io.pawstream.quickstart.chaos;

import java.io.IOException;
import java.time.Instant;

/** Measures how long a failure stops the predictions of a partition. */
@FunctionalInterface
interface Recovery {

    /**
     * Waits until all partitions have predictions again, and adds the longest time that one of them had none.
     *
     * @param failure start of the failure
     * @param end end of the failure, after which predictions are made again
     * @throws IOException if a partition has no prediction within 2 minutes
     */
    void measure(Instant failure, Instant end) throws IOException, InterruptedException;
}
