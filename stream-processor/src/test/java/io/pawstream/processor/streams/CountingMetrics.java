package io.pawstream.processor.streams;

import io.pawstream.processor.pipeline.Result.Classified;
import io.pawstream.processor.pipeline.Result.Rejected;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Counts in memory. */
final class CountingMetrics implements StreamMetrics {

    int received;
    int prefetchMissed;
    int classified;
    int rejected;

    @Override
    public void received() {
        received++;
    }

    @Override
    public void prefetchMissed() {
        prefetchMissed++;
    }

    @Override
    public void classified(Classified outcome, String label, long timestampMillis) {
        classified++;
    }

    @Override
    public void rejected(Rejected outcome, ConsumerRecord<byte[], byte[]> rejection) {
        rejected++;
    }
}
