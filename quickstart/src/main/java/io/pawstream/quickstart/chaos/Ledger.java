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
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.errors.WakeupException;

/**
 * Follows all that is committed and keeps account: each published image has to have one answer, and the answers to
 * images of one key have to come in the order in which these were published.
 */
final class Ledger implements AutoCloseable {

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Duration pauseAfterPoll;
    private final Thread thread;
    private final Map<String, Integer> answers = new HashMap<>();
    /** By topic and key, the number of the last image. */
    private final Map<String, Integer> lastOfKey = new HashMap<>();

    private volatile boolean stopped;
    private volatile Throwable failure;
    private int predictions;
    private int rejections;
    private int outOfOrder;
    private Instant lastMade = Instant.MIN;

    /**
     * Starts to follow.
     *
     * @param pauseAfterPoll makes a slow subscriber of it; zero for none
     */
    Ledger(String bootstrap, Duration pauseAfterPoll) {
        this.pauseAfterPoll = pauseAfterPoll;
        consumer = CommittedResults.consumer(bootstrap, Map.of("max.poll.records", pauseAfterPoll.isZero() ? 500 : 20));
        thread = new Thread(this::follow, "pawstream-ledger");
        thread.start();
    }

    private void follow() {
        try {
            while (!stopped) {
                consumer.poll(Duration.ofMillis(100)).forEach(this::enter);
                Thread.sleep(pauseAfterPoll.toMillis());
            }
        } catch (WakeupException e) {
            // It was closed.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            failure = e;
        } finally {
            consumer.close();
        }
    }

    private synchronized void enter(ConsumerRecord<byte[], byte[]> record) {
        try {
            boolean prediction = record.topic().equals(TopicNames.DEFAULT.predictions());
            String id = prediction
                    ? PredictionEventCodec.fromRecord(record).imageId()
                    : Rejection.fromRecord(record).imageId();
            answers.merge(id, 1, Integer::sum);
            if (prediction) {
                predictions++;
                String made = new String(record.headers().lastHeader("ce_time").value(), UTF_8);
                lastMade = OffsetDateTime.parse(made).toInstant();
            } else {
                rejections++;
            }
            int number = NumberedImages.number(id);
            Integer before = lastOfKey.put(record.topic() + " " + new String(record.key(), UTF_8), number);
            if (before != null && before > number) {
                outOfOrder++;
            }
            notifyAll();
        } catch (MalformedEventException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * Waits for the first committed prediction that was made after a moment.
     *
     * @return whether there is one in time
     */
    synchronized boolean awaitPredictionMadeAfter(Instant moment, Duration timeout) throws InterruptedException {
        long deadline = System.nanoTime() + timeout.toNanos();
        while (!lastMade.isAfter(moment)) {
            long left = (deadline - System.nanoTime()) / 1_000_000;
            if (left <= 0 || failure != null) {
                return false;
            }
            wait(Math.min(left, 1_000));
        }
        return true;
    }

    /** Waits until so many answers are there, and no longer than a time without any new one. */
    synchronized void awaitAnswers(int count, Duration patience) throws InterruptedException {
        int seen = -1;
        while (predictions + rejections < count && seen < predictions + rejections && failure == null) {
            seen = predictions + rejections;
            long deadline = System.nanoTime() + patience.toNanos();
            while (predictions + rejections == seen && System.nanoTime() < deadline && failure == null) {
                wait(1_000);
            }
        }
    }

    /** The account of what was published, images 0 to {@code published - 1}. */
    synchronized Account account(int published) {
        if (failure != null) {
            throw new IllegalStateException("the answers could not be followed: " + failure, failure);
        }
        int missing = 0;
        int duplicates = 0;
        for (int i = 0; i < published; i++) {
            int count = answers.getOrDefault(NumberedImages.id(i), 0);
            missing += count == 0 ? 1 : 0;
            duplicates += Math.max(0, count - 1);
        }
        return new Account(published, predictions, rejections, missing, duplicates, outOfOrder);
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
