package io.pawstream.processor.streams;

import static org.assertj.core.api.Assertions.assertThat;

import io.pawstream.contract.event.ImageIdentity;
import io.pawstream.contract.event.RecordAddress;
import io.pawstream.contract.event.RejectionReason;
import io.pawstream.processor.pipeline.ProcessedRecord;
import io.pawstream.processor.pipeline.Result.Rejected;
import io.pawstream.processor.pipeline.WaitListener;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class UncommittedResultsTest {

    private final CountingListener listener = new CountingListener();
    private final List<Double> waits = new ArrayList<>();
    private final UncommittedResults results = new UncommittedResults(listener, new WaitListener() {
        @Override
        public void committed(double seconds) {
            waits.add(seconds);
        }
    });

    private void reject(int offset) {
        RecordAddress address = new RecordAddress("images", 0, offset);
        results.rejected(
                new Rejected(
                        new ImageIdentity("id-" + offset, "test", null, null), RejectionReason.UNREADABLE, "no image"),
                new ProcessedRecord(address, 0, 0));
    }

    private void commit(long lastOffset) {
        results.committed(
                new CommittedOffsets(Map.of(new TopicPartition("images", 0), new OffsetAndMetadata(lastOffset + 1))));
    }

    private List<Long> reported() {
        return listener.records.stream()
                .map(record -> record.address().offset())
                .toList();
    }

    @Test
    void resultsAreReportedOnceTheyAreCommitted() {
        reject(1);
        reject(2);
        assertThat(reported()).isEmpty();
        commit(9);
        assertThat(reported()).containsExactly(1L, 2L);
        assertThat(waits).hasSize(2).allMatch(seconds -> seconds >= 0 && seconds < 10);
    }

    @Test
    void aCommittedResultIsReportedOnce() {
        reject(1);
        commit(9);
        reject(2);
        commit(9);
        commit(9);
        assertThat(reported()).containsExactly(1L, 2L);
    }

    @Test
    void resultsOfAnAbortedTransactionAreNotReported() {
        reject(1);
        results.discard();
        reject(2);
        commit(9);
        assertThat(reported()).containsExactly(2L);
    }

    @Test
    void onlyCommittedResultsAreReported() {
        reject(1);
        reject(2);
        commit(1);
        commit(2);
        assertThat(reported()).as("record 2 is processed again").containsExactly(1L);
    }

    @Test
    void aRecordThatIsProcessedAgainIsReportedOnce() {
        reject(1);
        reject(1);
        commit(1);
        assertThat(reported()).containsExactly(1L);
    }

    @Test
    void eachThreadReportsItsOwnResults() throws InterruptedException {
        reject(1);
        Thread other = new Thread(() -> {
            reject(2);
            commit(9);
        });
        other.start();
        other.join();
        assertThat(reported()).containsExactly(2L);
        commit(9);
        assertThat(reported()).containsExactly(2L, 1L);
    }
}
