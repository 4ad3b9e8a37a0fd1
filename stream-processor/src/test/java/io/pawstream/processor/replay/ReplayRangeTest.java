package io.pawstream.processor.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ReplayRangeTest {

    private static final TopicPartition A = new TopicPartition("images", 0);
    private static final TopicPartition B = new TopicPartition("images", 1);

    private final ReplayRange range = new ReplayRange();

    @BeforeEach
    void setARangeFromFiveToTenAndAnEmptyOne() {
        range.set(Map.of(A, 5L, B, 3L), Map.of(A, 10L, B, 3L));
    }

    @Test
    void removesRecordsBeyondTheEnd() {
        ConsumerRecords<byte[], byte[]> within = range.apply(polled(A, 8, 12, 13));
        assertThat(within.records(A)).extracting(ConsumerRecord::offset).containsExactly(8L, 9L);
        assertThat(range.apply(polled(B, 3, 4, 5)).isEmpty()).isTrue();
    }

    @Test
    void doesNotCommitBeyondTheEnd() {
        assertThat(range.apply(polled(A, 5, 7, 8)).nextOffsets().get(A).offset())
                .isEqualTo(8);
        assertThat(range.apply(polled(A, 8, 12, 13)).nextOffsets().get(A).offset())
                .isEqualTo(10);
        assertThat(range.apply(polled(A, 13, 14, 15)).nextOffsets().get(A).offset())
                .isEqualTo(10);
        assertThat(range.isDone(Map.of(A, 10L, B, 3L))).isTrue();
    }

    @Test
    void aGroupThatIsBeyondTheEndStaysThere() {
        range.set(Map.of(A, 12L), Map.of(A, 10L));
        assertThat(range.apply(polled(A, 12, 13, 14)).nextOffsets().get(A).offset())
                .isEqualTo(12);
    }

    @Test
    void isDoneWhenTheLastRecordIsCommitted() {
        assertThat(range.isDone(Map.of(A, 5L, B, 3L))).isFalse();
        range.apply(polled(A, 5, 9, 10));
        assertThat(range.isDone(Map.of(A, 9L, B, 3L))).isFalse();
        assertThat(range.isDone(Map.of(A, 10L, B, 3L))).isTrue();
    }

    @Test
    void isDoneBeforeTheEndIfOnlyTransactionMarkersRemain() {
        range.apply(polled(A, 5, 7, 8));
        assertThat(range.isDone(Map.of(A, 8L, B, 3L))).isFalse();
        range.apply(new ConsumerRecords<>(Map.of(), Map.of(A, new OffsetAndMetadata(10))));
        assertThat(range.isDone(Map.of(A, 7L, B, 3L))).isFalse();
        assertThat(range.isDone(Map.of(A, 8L, B, 3L))).isTrue();
    }

    @Test
    void remainingRecordsAreThoseAfterTheCommittedOnes() {
        assertThat(range.remaining(Map.of(A, 5L, B, 3L))).isEqualTo(5);
        assertThat(range.remaining(Map.of(A, 12L))).isEqualTo(3);
    }

    private static ConsumerRecords<byte[], byte[]> polled(TopicPartition partition, long first, long last, long next) {
        List<ConsumerRecord<byte[], byte[]>> records = LongStream.rangeClosed(first, last)
                .mapToObj(offset -> new ConsumerRecord<>(
                        partition.topic(), partition.partition(), offset, new byte[0], new byte[0]))
                .toList();
        return new ConsumerRecords<>(Map.of(partition, records), Map.of(partition, new OffsetAndMetadata(next)));
    }
}
