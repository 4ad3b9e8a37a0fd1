package io.pawstream.processor.control;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jboss.logging.Logger;

/** Follows a topic with one partition, without a consumer group: first the records that exist, then new ones. */
public final class TopicFollower implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(TopicFollower.class);
    private static final Duration POLL = Duration.ofSeconds(1);

    private final TopicPartition partition;
    private final Consumer<ConsumerRecord<byte[], byte[]>> listener;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Thread thread;
    private volatile boolean closed;

    /**
     * Creates a follower that has not read anything.
     *
     * @param configuration configuration of a consumer without a group
     * @param topic a topic with one partition
     * @param listener receives each record, on one thread at a time
     */
    public TopicFollower(
            Map<String, Object> configuration, String topic, Consumer<ConsumerRecord<byte[], byte[]>> listener) {
        this.partition = new TopicPartition(topic, 0);
        this.listener = listener;
        this.consumer = new KafkaConsumer<>(configuration, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        this.consumer.assign(List.of(partition));
        this.thread = new Thread(this::follow, "pawstream-follow-" + topic);
    }

    /**
     * Reads from the first record to the last one that exists now. Waits while the broker or the topic is missing.
     *
     * @return false if the follower was closed before the end
     */
    boolean readToEnd() {
        consumer.seekToBeginning(List.of(partition));
        boolean logged = false;
        while (!closed) {
            try {
                long end = endOffset();
                while (consumer.position(partition) < end) {
                    poll();
                }
                return true;
            } catch (WakeupException e) {
                return false;
            } catch (KafkaException e) {
                if (!logged) {
                    LOG.warnf("waiting for topic %s: %s", partition.topic(), e.getMessage());
                    logged = true;
                }
                pause();
            }
        }
        return false;
    }

    private long endOffset() {
        return consumer.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
    }

    /** Skips the records that exist now, and follows new ones on a thread of its own. */
    public void startAtEnd() {
        consumer.seekToEnd(List.of(partition));
        start();
    }

    /** Follows the topic from the current position, on a thread of its own. */
    void start() {
        thread.start();
    }

    private void follow() {
        try {
            while (!closed) {
                try {
                    poll();
                } catch (WakeupException e) {
                    return;
                } catch (KafkaException e) {
                    LOG.warnf("cannot read topic %s, retrying: %s", partition.topic(), e.getMessage());
                    pause();
                }
            }
        } finally {
            consumer.close();
        }
    }

    private void poll() {
        ConsumerRecords<byte[], byte[]> records = consumer.poll(POLL);
        records.forEach(listener);
    }

    private static void pause() {
        try {
            TimeUnit.SECONDS.sleep(1);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Ends the thread. Safe to call from any thread. */
    @Override
    public void close() {
        closed = true;
        consumer.wakeup();
        if (thread.getState() == Thread.State.NEW) {
            return;
        }
        try {
            thread.join(TimeUnit.SECONDS.toMillis(5));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
