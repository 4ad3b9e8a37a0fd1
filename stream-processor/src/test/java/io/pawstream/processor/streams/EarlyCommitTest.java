package io.pawstream.processor.streams;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class EarlyCommitTest {

    private final AtomicLong nanoTime = new AtomicLong(-5);
    private final EarlyCommit commit = new EarlyCommit(Duration.ofMillis(10), nanoTime::get);
    private int requests;

    private void pass(long millis) {
        nanoTime.addAndGet(TimeUnit.MILLISECONDS.toNanos(millis));
    }

    @Test
    void theFirstResultIsCommittedAtOnce() {
        commit.processed(() -> requests++);
        assertThat(commit.nanosLeft(0)).isZero();
        assertThat(commit.request(0)).isTrue();
        assertThat(requests).isEqualTo(1);
    }

    @Test
    void nothingIsCommittedTwice() {
        commit.processed(() -> requests++);
        commit.processed(() -> requests++);
        commit.request(0);
        pass(20);
        assertThat(commit.nanosLeft(0)).isEqualTo(Long.MAX_VALUE);
        assertThat(commit.request(0)).isFalse();
        assertThat(requests).isEqualTo(1);
    }

    @Test
    void twoCommitsHaveTheMinimumIntervalBetweenThem() {
        commit.processed(() -> requests++);
        commit.request(0);
        pass(4);
        commit.processed(() -> requests++);
        assertThat(commit.request(0)).isFalse();
        assertThat(commit.nanosLeft(0)).isEqualTo(TimeUnit.MILLISECONDS.toNanos(6));
        pass(6);
        assertThat(commit.request(0)).isTrue();
        assertThat(requests).isEqualTo(2);
    }

    @Test
    void aCommitOfTheIntervalCounts() {
        commit.processed(() -> requests++);
        commit.committed();
        assertThat(commit.request(0)).isFalse();
        commit.processed(() -> requests++);
        pass(9);
        assertThat(commit.request(0)).isFalse();
        pass(1);
        assertThat(commit.request(0)).isTrue();
    }

    @Test
    void theIntervalGrowsWithTheRecordsThatHaveNoResult() {
        commit.processed(() -> requests++);
        commit.request(0);
        commit.processed(() -> requests++);
        assertThat(commit.nanosLeft(0)).isEqualTo(TimeUnit.MILLISECONDS.toNanos(10));
        assertThat(commit.nanosLeft(1)).isEqualTo(TimeUnit.MILLISECONDS.toNanos(20));
        assertThat(commit.nanosLeft(60)).isEqualTo(TimeUnit.MILLISECONDS.toNanos(610));
        pass(19);
        assertThat(commit.request(1)).isFalse();
        pass(1);
        assertThat(commit.request(1)).isTrue();
    }
}
