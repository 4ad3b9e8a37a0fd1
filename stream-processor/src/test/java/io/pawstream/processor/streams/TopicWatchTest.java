package io.pawstream.processor.streams;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.common.Uuid;
import org.junit.jupiter.api.Test;

class TopicWatchTest {

    private static final Uuid OLD = new Uuid(1, 1);
    private static final Uuid NEW = new Uuid(1, 2);

    private final List<CompletableFuture<Uuid>> reads = new ArrayList<>();
    private final AtomicLong nanoTime = new AtomicLong(5);
    private final TopicWatch watch = new TopicWatch(this::read, nanoTime::get);

    @Test
    void detectsANewTopicOnce() {
        assertThat(idIs(OLD)).as("the first id").isFalse();
        assertThat(idIs(OLD)).isFalse();
        assertThat(idIs(NEW)).isTrue();
        assertThat(idIs(NEW)).isFalse();
    }

    @Test
    void aTopicThatDoesNotExistForAWhileIsNew() {
        idIs(OLD);
        assertThat(idIs(null)).isFalse();
        watch.isRecreated();
        nanoTime.addAndGet(TimeUnit.SECONDS.toNanos(1));
        watch.isRecreated();
        reads.get(2).completeExceptionally(new IllegalStateException("closed"));
        assertThat(watch.isRecreated()).isFalse();
        assertThat(idIs(NEW)).isTrue();
    }

    @Test
    void readsTheIdOncePerSecondAndDoesNotWaitForIt() {
        watch.isRecreated();
        watch.isRecreated();
        assertThat(reads).hasSize(1);
        reads.get(0).complete(OLD);
        watch.isRecreated();
        nanoTime.addAndGet(TimeUnit.MILLISECONDS.toNanos(999));
        watch.isRecreated();
        assertThat(reads).hasSize(1);
        nanoTime.addAndGet(TimeUnit.MILLISECONDS.toNanos(1));
        watch.isRecreated();
        assertThat(reads).hasSize(2);
    }

    @Test
    void anIdFromBeforeARestartDoesNotCount() {
        idIs(OLD);
        nanoTime.addAndGet(TimeUnit.SECONDS.toNanos(1));
        watch.isRecreated();
        watch.restart();
        reads.get(1).complete(OLD);
        assertThat(idIs(NEW)).isFalse();
    }

    private boolean idIs(Uuid id) {
        nanoTime.addAndGet(TimeUnit.SECONDS.toNanos(1));
        assertThat(watch.isRecreated()).isFalse();
        reads.get(reads.size() - 1).complete(id);
        return watch.isRecreated();
    }

    private CompletableFuture<Uuid> read() {
        CompletableFuture<Uuid> read = new CompletableFuture<>();
        reads.add(read);
        return read;
    }
}
