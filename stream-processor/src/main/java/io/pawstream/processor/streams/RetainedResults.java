package io.pawstream.processor.streams;

import io.pawstream.contract.event.RecordAddress;
import io.pawstream.processor.pipeline.Result;
import io.pawstream.processor.pipeline.Result.Classified;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Keeps results that took long, such as those of fetched images. The transaction may time out while a stream thread
 * waits for a result. Its records are then polled again, and without the retained result, the wait would repeat
 * forever.
 */
final class RetainedResults {

    /** Half of the transaction timeout in {@code application.properties}. */
    static final Duration SLOW = Duration.ofSeconds(5);

    static final int MAX_RESULTS = 1_000;

    private final Map<RecordAddress, Result> results = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<RecordAddress, Result> eldest) {
            return size() > MAX_RESULTS;
        }
    };

    /** Keeps the result of a record if it took long, without the pixels, which are too large. */
    synchronized void keep(RecordAddress record, Result result, Duration took) {
        if (took.compareTo(SLOW) >= 0) {
            results.put(record, result instanceof Classified classified ? classified.withoutPixels() : result);
        }
    }

    /** Returns the retained result of a record, or null. */
    synchronized @Nullable Result find(RecordAddress record) {
        return results.get(record);
    }
}
