package io.pawstream.processor.stream;

import io.pawstream.processor.classify.Outcome.Classified;
import io.pawstream.processor.classify.Outcome.Rejected;
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
