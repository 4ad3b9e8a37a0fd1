package io.pawstream.processor.streams;

import static io.pawstream.processor.streams.TestRecords.P0;
import static io.pawstream.processor.streams.TestRecords.P1;
import static io.pawstream.processor.streams.TestRecords.polled;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class LostRecordsTest {

    private final List<Long> gaps = new ArrayList<>();
    private final LostRecords lost = new LostRecords(gaps::add);

    @Test
    void countsRecordsBeforeTheStartOfTheLogOnce() {
        lost.startAt(Map.of(P0, new OffsetAndMetadata(10)));
        // The log starts at 30, and the consumer is at 33.
        lost.polled(polled(P0, 30, 31, 32), partition -> 3);
        lost.polled(polled(P0, 33), partition -> 4);
        assertThat(gaps).containsExactly(20L);
    }

    @Test
    void countsOnlyDeletedRecordsOfAGap() {
        lost.startAt(Map.of(P0, new OffsetAndMetadata(10)));
        // Of 10 to 29, 10 to 19 are deleted; 20 to 29 are transaction markers, for example.
        lost.polled(polled(P0, 30), partition -> 11);
        assertThat(gaps).containsExactly(10L);
    }

    @Test
    void gapsInsideTheLogAreNotLost() {
        lost.polled(polled(P0, 0), partition -> 1);
        lost.polled(polled(P0, 5), partition -> 6);
        lost.polled(new ConsumerRecords<>(Map.of(), Map.of(P0, new OffsetAndMetadata(9))), partition -> Long.MAX_VALUE);
        lost.polled(polled(P0, 9), partition -> Long.MAX_VALUE);
        assertThat(gaps).isEmpty();
    }

    @Test
    void aNewGroupHasLostNothing() {
        Map<TopicPartition, OffsetAndMetadata> committed = new HashMap<>();
        committed.put(P0, null);
        lost.startAt(committed);
        lost.polled(polled(P0, 500), partition -> 1);
        lost.idleAt(P1, 500);
        assertThat(gaps).isEmpty();
    }

    @Test
    void aRevokedPartitionContinuesAtItsCommittedOffset() {
        lost.polled(polled(P0, 3), partition -> 4);
        lost.revoked(List.of(P0));
        lost.polled(polled(P0, 90), partition -> 1);
        assertThat(gaps).isEmpty();
    }

    @Test
    void countsRecordsThatAnIdleConsumerLosesOnce() {
        lost.polled(polled(P0, 3), partition -> 4);
        lost.idleAt(P0, 4);
        assertThat(gaps).isEmpty();
        lost.idleAt(P0, 20);
        lost.idleAt(P0, 20);
        lost.polled(polled(P0, 20), partition -> 1);
        assertThat(gaps).containsExactly(16L);
    }
}
