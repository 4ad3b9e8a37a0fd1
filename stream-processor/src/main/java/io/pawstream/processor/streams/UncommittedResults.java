package io.pawstream.processor.streams;

import io.pawstream.contract.event.RecordAddress;
import io.pawstream.processor.pipeline.ProcessedRecord;
import io.pawstream.processor.pipeline.Result.Classified;
import io.pawstream.processor.pipeline.Result.Rejected;
import io.pawstream.processor.pipeline.ResultListener;
import io.pawstream.processor.pipeline.WaitListener;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Holds the results of each stream thread until they are committed, and then passes them to a listener. Results that are
 * not part of the next commit are dropped, because their records are processed again.
 */
public final class UncommittedResults implements ResultListener {

    private final ResultListener listener;
    private final WaitListener waits;
    private final ThreadLocal<Map<RecordAddress, Uncommitted>> results = ThreadLocal.withInitial(LinkedHashMap::new);

    private record Uncommitted(Runnable report, long processedNanos) {}

    /**
     * Creates an instance without results.
     *
     * @param listener receives each committed result
     * @param waits receives the time from the processing of each result to its commit
     */
    public UncommittedResults(ResultListener listener, WaitListener waits) {
        this.listener = listener;
        this.waits = waits;
    }

    @Override
    public boolean samplesPixels() {
        return listener.samplesPixels();
    }

    @Override
    public void classified(Classified result, ProcessedRecord record) {
        hold(record, () -> listener.classified(result, record));
    }

    @Override
    public void rejected(Rejected result, ProcessedRecord record) {
        hold(record, () -> listener.rejected(result, record));
    }

    private void hold(ProcessedRecord record, Runnable report) {
        results.get().put(record.address(), new Uncommitted(report, System.nanoTime()));
    }

    /** Passes on the results of this thread that are committed. */
    void committed(CommittedOffsets offsets) {
        Map<RecordAddress, Uncommitted> held = results.get();
        results.remove();
        long now = System.nanoTime();
        held.forEach((record, result) -> {
            if (offsets.include(record)) {
                waits.committed((now - result.processedNanos) * 1e-9);
                result.report.run();
            }
        });
    }

    /** Drops the results of this thread, which will not be committed. */
    void discard() {
        results.remove();
    }
}
