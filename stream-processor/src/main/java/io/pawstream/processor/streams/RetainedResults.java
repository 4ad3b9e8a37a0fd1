package io.pawstream.processor.streams;

import io.pawstream.contract.event.RecordAddress;
import io.pawstream.processor.pipeline.Result;
import io.pawstream.processor.pipeline.Result.Classified;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Outcomes that took long, as those of images that had to be fetched. While a stream thread waited for one, its
 * transaction may have timed out; then its records are polled again, and would be for ever if the wait began anew.
 */
final class RetainedResults {

    /** Half of the transaction timeout in {@code application.properties}. */
    static final Duration SLOW = Duration.ofSeconds(5);

    static final int MAX_OUTCOMES = 1_000;

    private final Map<RecordAddress, Result> outcomes = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<RecordAddress, Result> eldest) {
            return size() > MAX_OUTCOMES;
        }
    };

    /** Keeps the outcome of a record if it took long and holds no image. */
    synchronized void keep(RecordAddress record, Result outcome, Duration took) {
        boolean large =
                outcome instanceof Classified classified && classified.event().data().length > 0;
        if (took.compareTo(SLOW) >= 0 && !large) {
            outcomes.put(record, outcome);
        }
    }

    /** The outcome of a record, or null if it is not known. */
    synchronized Result find(RecordAddress record) {
        return outcomes.get(record);
    }
}
