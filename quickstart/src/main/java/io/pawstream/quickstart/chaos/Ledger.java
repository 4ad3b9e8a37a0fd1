package io.pawstream.quickstart.chaos;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.pawstream.contract.event.MalformedEventException;
import io.pawstream.contract.event.PredictionEventCodec;
import io.pawstream.contract.event.Rejection;
import io.pawstream.contract.event.TopicNames;
import io.pawstream.testkit.CommittedResults;
import io.pawstream.testkit.NumberedImages;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;

/**
 * Reads committed predictions and rejections on its own thread, and counts the results of each numbered image. Within a
 * key, results must have the order in which the images were published.
 */
final class Ledger implements AutoCloseable {

    private final Consumer<byte[], byte[]> consumer;
    private final Duration pauseAfterPoll;
    private final Thread thread;
    private final Map<String, Integer> resultsById = new HashMap<>();
    /** Number of the last image for each topic and key. */
    private final Map<String, Integer> lastNumbers = new HashMap<>();

    private volatile boolean stopped;
    private volatile @Nullable Throwable failure;
    private int predictions;
    private int rejections;
    private int outOfOrder;
    private Instant lastPredictionTime = Instant.MIN;

    /**
     * Starts reading.
     *
     * @param consumer consumer of predictions and rejections; this ledger closes it
     * @param pauseAfterPoll time to wait after each poll; zero for none
     */
    Ledger(Consumer<byte[], byte[]> consumer, Duration pauseAfterPoll) {
        this.consumer = consumer;
        this.pauseAfterPoll = pauseAfterPoll;
        thread = new Thread(this::read, "pawstream-ledger");
        thread.start();
    }

    /** Starts reading from a broker, as a slow subscriber if there is a pause. */
    static Ledger open(String bootstrap, Duration pauseAfterPoll) {
        Map<String, Object> settings = Map.of("max.poll.records", pauseAfterPoll.isZero() ? 500 : 20);
        return new Ledger(CommittedResults.consumer(bootstrap, settings), pauseAfterPoll);
    }

    private void read() {
        try {
            while (!stopped) {
                consumer.poll(Duration.ofMillis(100)).forEach(this::add);
                Thread.sleep(pauseAfterPoll.toMillis());
            }
        } catch (WakeupException e) {
            // The ledger was closed.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            failure = e;
        } finally {
            consumer.close();
        }
    }

    private synchronized void add(ConsumerRecord<byte[], byte[]> record) {
        try {
            boolean prediction = record.topic().equals(TopicNames.DEFAULT.predictions());
            String id = prediction
                    ? PredictionEventCodec.fromRecord(record).imageId()
                    : Rejection.fromRecord(record).imageId();
            resultsById.merge(id, 1, Integer::sum);
            if (prediction) {
                predictions++;
                String time = new String(record.headers().lastHeader("ce_time").value(), UTF_8);
                lastPredictionTime = OffsetDateTime.parse(time).toInstant();
            } else {
                rejections++;
            }
            int number = NumberedImages.number(id);
            Integer previous = lastNumbers.put(record.topic() + " " + new String(record.key(), UTF_8), number);
            if (previous != null && previous > number) {
                outOfOrder++;
            }
            notifyAll();
        } catch (MalformedEventException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * Waits until a prediction is committed that was made after a moment.
     *
     * @return false if no such prediction is committed within the timeout, or reading failed
     */
    synchronized boolean awaitPredictionMadeAfter(Instant moment, Duration timeout) throws InterruptedException {
        long deadline = System.nanoTime() + timeout.toNanos();
        while (!lastPredictionTime.isAfter(moment)) {
            long left = (deadline - System.nanoTime()) / 1_000_000;
            if (left <= 0 || failure != null) {
                return false;
            }
            wait(Math.min(left, 1_000));
        }
        return true;
    }

    /**
     * Waits until a number of results is committed, or no result arrives for a while.
     *
     * @param count expected predictions and rejections
     * @param idleTimeout maximum time without a new result
     */
    synchronized void awaitResults(int count, Duration idleTimeout) throws InterruptedException {
        int seen = -1;
        while (predictions + rejections < count && seen < predictions + rejections && failure == null) {
            seen = predictions + rejections;
            long deadline = System.nanoTime() + idleTimeout.toNanos();
            while (predictions + rejections == seen && System.nanoTime() < deadline && failure == null) {
                wait(Math.min(1_000, Math.max(1, idleTimeout.toMillis())));
            }
        }
    }

    /**
     * Compares the results with what was published.
     *
     * @param published number of published images, numbered from 0
     * @throws IllegalStateException if reading failed
     */
    synchronized DeliveryCounts counts(int published) {
        Throwable cause = failure;
        if (cause != null) {
            throw new IllegalStateException("cannot read the results: " + cause, cause);
        }
        int missing = 0;
        int duplicates = 0;
        for (int i = 0; i < published; i++) {
            int count = resultsById.getOrDefault(NumberedImages.id(i), 0);
            missing += count == 0 ? 1 : 0;
            duplicates += Math.max(0, count - 1);
        }
        return new DeliveryCounts(published, predictions, rejections, missing, duplicates, outOfOrder);
    }

    @Override
    public void close() {
        stopped = true;
        consumer.wakeup();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
