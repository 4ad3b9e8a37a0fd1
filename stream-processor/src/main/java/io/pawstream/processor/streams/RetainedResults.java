package io.pawstream.processor.streams;

import io.pawstream.contract.event.RecordAddress;
import io.pawstream.processor.pipeline.Result;
import io.pawstream.processor.pipeline.Result.Classified;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Keeps each result until its record is committed. If a transaction aborts, its records are polled again, and their
 * images need not be fetched, decoded and classified again.
 */
final class RetainedResults {

    /**
     * Limits memory: about 15 MB, or 2,000 results of models with two classes. The oldest results are dropped first.
     */
    static final int MAX_PROBABILITIES = 200_000;

    /** Memory of a result apart from its probabilities, as a number of probabilities. */
    private static final int RESULT = 98;

    private record Retained(RecordIdentity record, Result result) {

        int size() {
            return result instanceof Classified classified
                    ? RESULT + classified.prediction().top().size()
                    : RESULT;
        }
    }

    private final Map<RecordAddress, Retained> results = new LinkedHashMap<>();
    private int size;

    /** Keeps the result of a record, without the pixels, which are too large. */
    synchronized void keep(RecordIdentity record, Result result) {
        Retained now =
                new Retained(record, result instanceof Classified classified ? classified.withoutPixels() : result);
        remove(record.address());
        results.put(record.address(), now);
        size += now.size();
        Iterator<Retained> oldest = results.values().iterator();
        while (size > MAX_PROBABILITIES) {
            size -= oldest.next().size();
            oldest.remove();
        }
    }

    /** Returns the retained result of a record; null if there is none, or only that of another record. */
    synchronized @Nullable Result find(RecordIdentity record) {
        Retained found = results.get(record.address());
        return found != null && found.record().equals(record) ? found.result() : null;
    }

    /** Drops the results of committed records. */
    synchronized void committed(CommittedOffsets offsets) {
        results.values().removeIf(retained -> {
            boolean committed = offsets.include(retained.record().address());
            size -= committed ? retained.size() : 0;
            return committed;
        });
    }

    private void remove(RecordAddress address) {
        Retained before = results.remove(address);
        size -= before == null ? 0 : before.size();
    }
}
