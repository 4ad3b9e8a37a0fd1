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

/** Reads a topic of one partition, without a consumer group: first what is there, then what comes. */
public final class TopicFollower implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(TopicFollower.class);
    private static final Duration POLL = Duration.ofSeconds(1);

    private final TopicPartition partition;
    private final Consumer<ConsumerRecord<byte[], byte[]>> listener;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Thread thread;
    private volatile boolean closed;

    /**
     * A follower that has read nothing yet.
     *
     * @param configuration of a consumer without a group
     * @param topic has one partition
     * @param listener hears of each record, on one thread at a time
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
     * Reads from the first record to the last one that is there now. Waits while there is no broker or no topic.
     *
     * @return false if it was closed before
     */
    public boolean readToEnd() {
        consumer.seekToBeginning(List.of(partition));
        boolean told = false;
        while (!closed) {
            try {
                long end = consumer.endOffsets(List.of(partition)).get(partition);
                while (consumer.position(partition) < end) {
                    poll();
                }
                return true;
            } catch (WakeupException e) {
                return false;
            } catch (KafkaException e) {
                if (!told) {
                    LOG.warnf("waiting for the topic %s: %s", partition.topic(), e.getMessage());
                    told = true;
                }
                pause();
            }
        }
        return false;
    }

    /** Skips what is there now. */
    public void skipToEnd() {
        consumer.seekToEnd(List.of(partition));
    }

    /** Follows the topic from here on, on a thread of its own. */
    public void start() {
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
                    LOG.warnf("cannot read the topic %s, trying again: %s", partition.topic(), e.getMessage());
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

    /** Ends the thread; safe from any thread. */
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
