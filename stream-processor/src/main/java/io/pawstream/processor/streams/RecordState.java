package io.pawstream.processor.streams;

import java.util.Collection;
import org.apache.kafka.common.TopicPartition;

/**
 * What the stream threads keep about image records until they are committed.
 *
 * @param prefetcher the polled records and their results
 * @param failures failures of each record
 * @param progress progress of each partition
 * @param results results that are not reported yet
 */
public record RecordState(
        Prefetcher prefetcher, RecordFailures failures, CommitProgress progress, UncommittedResults results) {

    /** Called on a stream thread that has committed offsets. */
    void committed(CommittedOffsets offsets) {
        prefetcher.committed(offsets);
        failures.committed(offsets);
        progress.committed(offsets);
        results.committed(offsets);
    }

    /** Called on a stream thread that no longer owns partitions. */
    void lost(Collection<TopicPartition> partitions) {
        prefetcher.window().cancel(partitions);
        progress.lost(partitions);
    }
}
