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

/** Reads all records of a topic with one partition, without a consumer group. */
public final class TopicFollower implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(TopicFollower.class);
    private static final Duration POLL = Duration.ofSeconds(1);

    private final TopicPartition partition;
    private final Consumer<ConsumerRecord<byte[], byte[]>> listener;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Thread thread;
    private volatile boolean closed;

    /**
     * Creates a follower that does not read yet.
     *
     * @param configuration configuration of a consumer without a group
     * @param topic name of a topic with one partition
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
     * Reads from the first record to the current end. Waits while the broker is not reachable or the topic does not
     * exist.
     *
     * @return false if the follower was closed before it reached the end
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

    /** Skips existing records and reads new ones on a separate thread. */
    public void startAtEnd() {
        consumer.seekToEnd(List.of(partition));
        start();
    }

    /** Reads new records from the current position on a separate thread. */
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

    /** Ends the thread, and {@link #readToEnd}. Any thread may call this method. */
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
