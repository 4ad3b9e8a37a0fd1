package io.pawstream.processor.streams;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.apache.kafka.common.Uuid;
import org.jspecify.annotations.Nullable;

/**
 * Detects that the images topic was deleted and created again. A consumer does not detect it: it keeps its position, and
 * skips the records of the new topic that are before it. For one consumer.
 */
final class TopicWatch {

    private static final Duration INTERVAL = Duration.ofSeconds(1);

    private final Supplier<CompletableFuture<@Nullable Uuid>> readId;
    private final LongSupplier nanoTime;
    private @Nullable Uuid id;
    private @Nullable CompletableFuture<@Nullable Uuid> read;
    private long readAt;

    /**
     * Creates a watch.
     *
     * @param readId starts to read the id of the topic, without blocking; the id is null if there is no such topic
     * @param nanoTime {@link System#nanoTime}, or a clock for tests
     */
    TopicWatch(Supplier<CompletableFuture<@Nullable Uuid>> readId, LongSupplier nanoTime) {
        this.readId = readId;
        this.nanoTime = nanoTime;
    }

    /** Forgets the topic, because the consumer starts at committed offsets, which Kafka deletes with a topic. */
    void restart() {
        id = null;
        read = null;
    }

    /** Returns once whether the topic is another one than before. Reads its id once per second and does not block. */
    boolean isRecreated() {
        Uuid before = id;
        if (read != null && read.isDone()) {
            Uuid now = read.isCompletedExceptionally() ? null : read.join();
            id = now == null ? before : now;
            read = null;
            readAt = nanoTime.getAsLong();
        } else if (read == null && (before == null || nanoTime.getAsLong() - readAt >= INTERVAL.toNanos())) {
            read = readId.get();
        }
        return before != null && !before.equals(id);
    }
}
