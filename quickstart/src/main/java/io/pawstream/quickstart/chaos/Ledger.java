package io.pawstream.quickstart.chaos;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.pawstream.contract.event.MalformedEventException;
import io.pawstream.contract.event.PredictionEvent;
import io.pawstream.contract.event.PredictionEventCodec;
import io.pawstream.contract.event.Rejection;
import io.pawstream.contract.event.TopicNames;
import io.pawstream.testkit.CommittedResults;
import io.pawstream.testkit.NumberedImages;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntSupplier;
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
    /** Numbers of the images that have a result. */
    private final BitSet withResult = new BitSet();
    /** Number of the last image for each topic and key. */
    private final Map<String, Integer> lastNumbers = new HashMap<>();

    private final Pauses pauses = new Pauses();
    private final long partitions;

    private volatile boolean stopped;
    private volatile @Nullable Throwable failure;
    private int predictions;
    private int rejections;
    private int duplicates;
    private int outOfOrder;

    /**
     * Starts reading.
     *
     * @param consumer consumer of predictions and rejections; this ledger closes it
     * @param pauseAfterPoll time to wait after each poll; zero for none
     */
    Ledger(Consumer<byte[], byte[]> consumer, Duration pauseAfterPoll) {
        this.consumer = consumer;
        this.pauseAfterPoll = pauseAfterPoll;
        partitions = consumer.assignment().stream()
                .filter(partition -> partition.topic().equals(TopicNames.DEFAULT.predictions()))
                .count();
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
            String id = record.topic().equals(TopicNames.DEFAULT.predictions())
                    ? addPrediction(record)
                    : addRejection(record);
            int number = NumberedImages.number(id);
            duplicates += withResult.get(number) ? 1 : 0;
            withResult.set(number);
            Integer previous = lastNumbers.put(record.topic() + " " + new String(record.key(), UTF_8), number);
            if (previous != null && previous > number) {
                outOfOrder++;
            }
            notifyAll();
        } catch (MalformedEventException e) {
            throw new IllegalStateException(e);
        }
    }

    private String addPrediction(ConsumerRecord<byte[], byte[]> record) throws MalformedEventException {
        PredictionEvent prediction = PredictionEventCodec.fromRecord(record);
        String time = new String(record.headers().lastHeader("ce_time").value(), UTF_8);
        pauses.add(prediction.input().partition(), OffsetDateTime.parse(time).toInstant(), Instant.now());
        predictions++;
        return prediction.imageId();
    }

    private String addRejection(ConsumerRecord<byte[], byte[]> record) throws MalformedEventException {
        rejections++;
        return Rejection.fromRecord(record).imageId();
    }

    /**
     * Waits until each partition has a committed prediction that was made after a moment, or all results are committed.
     *
     * @param moment the moment
     * @param expected number of all results; it may change
     * @param timeout maximum time to wait
     * @return false if neither happens within the timeout, or reading failed
     */
    synchronized boolean awaitPredictionsMadeAfter(Instant moment, IntSupplier expected, Duration timeout)
            throws InterruptedException {
        long deadline = System.nanoTime() + timeout.toNanos();
        while (pauses.partitionsWithPredictionMadeAfter(moment) < partitions
                && predictions + rejections < expected.getAsInt()) {
            long left = (deadline - System.nanoTime()) / 1_000_000;
            if (left <= 0 || failure != null) {
                return false;
            }
            wait(Math.min(left, 1_000));
        }
        return true;
    }

    /** {@return the longest time since a moment in which a partition had no new prediction; empty if none followed} */
    synchronized Optional<Duration> longestPauseSince(Instant moment) {
        return pauses.longestSince(moment);
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
        int missing = published - withResult.get(0, published).cardinality();
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
