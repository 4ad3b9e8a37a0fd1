package io.pawstream.processor.streams;

import static io.pawstream.processor.streams.TestRecords.P0;
import static io.pawstream.processor.streams.TestRecords.P1;
import static io.pawstream.processor.streams.TestRecords.committed;
import static io.pawstream.processor.streams.TestRecords.polled;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class CommitProgressTest {

    private final AtomicLong nanoTime = new AtomicLong(3);
    private final CommitProgress progress = new CommitProgress(nanoTime::get);

    @Test
    void measuresThePartitionThatWaitsLongest() {
        assertThat(progress.stalledSeconds()).isZero();
        progress.polled(polled(P0, 10, 11, 12));
        pass(20);
        progress.polled(polled(P1, 4));
        pass(5);
        assertThat(progress.stalledSeconds()).isEqualTo(25);
        progress.committed(committed(P0, 12));
        assertThat(progress.stalledSeconds()).as("of the other partition").isEqualTo(5);
        pass(1);
        progress.committed(committed(P1, 5));
        assertThat(progress.stalledSeconds()).as("one record still waits").isEqualTo(1);
        progress.committed(committed(P0, 13));
        pass(100);
        assertThat(progress.stalledSeconds()).isZero();
    }

    @Test
    void aCommitWithoutProgressAndFurtherRecordsDoNotCount() {
        progress.polled(polled(P0, 10));
        pass(30);
        progress.committed(committed(P0, 10));
        progress.polled(polled(P0, 11));
        assertThat(progress.stalledSeconds()).isEqualTo(30);
    }

    @Test
    void namesTheRecordAfterAMinute() {
        progress.polled(polled(P0, 10, 11));
        progress.committed(committed(P0, 11));
        pass(60);
        assertThat(progress.message()).isEmpty();
        pass(15);
        assertThat(progress.message()).hasValue("record images-0-11 has no committed result after 75 s");
        progress.committed(committed(P0, 12));
        assertThat(progress.message()).isEmpty();
    }

    @Test
    void anAbortDoesNotHideThatNothingIsCommitted() {
        progress.polled(polled(P0, 10, 11));
        for (int i = 0; i < 10; i++) {
            pass(10);
            progress.lost(List.of(P0));
            pass(3);
            progress.polled(polled(P0, 10));
        }
        assertThat(progress.stalledSeconds()).isEqualTo(130);
        assertThat(progress.message()).isPresent();
    }

    @Test
    void aPartitionOfAnotherInstanceIsForgotten() {
        progress.polled(polled(P0, 10, 11));
        pass(50);
        progress.lost(List.of(P0));
        pass(61);
        progress.lost(List.of(P0));
        assertThat(progress.stalledSeconds()).isZero();

        progress.polled(polled(P0, 10, 11));
        pass(50);
        progress.lost(List.of(P0));
        progress.polled(polled(P0, 40));
        assertThat(progress.stalledSeconds())
                .as("the other instance made progress")
                .isZero();
    }

    private void pass(int seconds) {
        nanoTime.addAndGet(TimeUnit.SECONDS.toNanos(seconds));
    }
}
