package io.pawstream.processor.control;

import io.pawstream.contract.event.RecordAddress;
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

/** Reads all records of partition 0 of a topic, without a consumer group. */
public final class TopicFollower implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(TopicFollower.class);
    private static final Duration POLL = Duration.ofSeconds(1);
    private static final Duration WARN_INTERVAL = Duration.ofSeconds(10);

    private final TopicPartition partition;
    private final Consumer<ConsumerRecord<byte[], byte[]>> listener;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Thread thread;
    private long warnedAt = System.nanoTime() - WARN_INTERVAL.toNanos();
    private volatile boolean closed;

    /**
     * Creates a follower that does not read yet.
     *
     * @param configuration configuration of a consumer without a group
     * @param topic name of the topic
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
                retry(e);
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
                    retry(e);
                }
            }
        } finally {
            consumer.close();
        }
    }

    private void poll() {
        ConsumerRecords<byte[], byte[]> records = consumer.poll(POLL);
        records.forEach(this::read);
    }

    /** Skips a record that the listener does not expect, because a reader that ends would ignore all later ones. */
    private void read(ConsumerRecord<byte[], byte[]> record) {
        try {
            listener.accept(record);
        } catch (RuntimeException e) {
            LOG.errorf(e, "record %s is skipped", RecordAddress.of(record));
        }
    }

    private void retry(KafkaException failure) {
        if (System.nanoTime() - warnedAt >= WARN_INTERVAL.toNanos()) {
            warnedAt = System.nanoTime();
            LOG.warnf("cannot read topic %s, retrying: %s", partition.topic(), failure.getMessage());
        }
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
