package io.pawstream.producer.subscribe;

import io.pawstream.contract.event.MalformedEventException;
import io.pawstream.contract.event.PredictionEvent;
import io.pawstream.contract.event.PredictionEventCodec;
import io.pawstream.contract.event.Rejection;
import io.pawstream.producer.broker.BrokerException;
import io.pawstream.producer.broker.KafkaAccess;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Reads the committed events of all partitions of a topic. It joins no consumer group, commits no offsets, and reads
 * the partitions that exist when it is created.
 *
 * <pre>{@code
 * try (EventSubscriber<PredictionEvent> predictions =
 *         EventSubscriber.predictions(KafkaAccess.to("localhost:9092"), "predictions", false)) {
 *     predictions.run((event, record) -> System.out.println(event.subject() + " " + event.label()));
 * }
 * }</pre>
 *
 * @param <T> type of the events
 */
public final class EventSubscriber<T> implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(500);

    private final KafkaAccess access;
    private final Consumer<byte[], byte[]> consumer;
    private final Decoder<T> decoder;
    private volatile boolean stopped;

    /** Decodes the event in a record. */
    @FunctionalInterface
    interface Decoder<T> {
        T decode(ConsumerRecord<byte[], byte[]> record) throws MalformedEventException;
    }

    /**
     * Subscribes with a given consumer; {@link #close} closes it.
     *
     * @throws BrokerException if the broker does not respond or the topic does not exist
     */
    EventSubscriber(
            KafkaAccess access,
            Consumer<byte[], byte[]> consumer,
            String topic,
            boolean fromBeginning,
            Decoder<T> decoder)
            throws BrokerException {
        this.access = access;
        this.consumer = consumer;
        this.decoder = decoder;
        try {
            assign(topic, fromBeginning);
        } catch (KafkaException | BrokerException e) {
            consumer.close();
            throw e instanceof BrokerException explained ? explained : BrokerException.of(access, e);
        }
    }

    /**
     * Subscribes to predictions.
     *
     * @param access the broker
     * @param topic topic of the predictions
     * @param fromBeginning whether to begin with the oldest event in the topic; otherwise with the next one
     * @return the subscriber
     * @throws BrokerException if the broker does not respond, denies access or has no such topic
     */
    public static EventSubscriber<PredictionEvent> predictions(KafkaAccess access, String topic, boolean fromBeginning)
            throws BrokerException {
        return new EventSubscriber<>(access, consumer(access), topic, fromBeginning, PredictionEventCodec::fromRecord);
    }

    /**
     * Subscribes to rejections.
     *
     * @param access the broker
     * @param topic topic of the rejected images
     * @param fromBeginning whether to begin with the oldest event in the topic; otherwise with the next one
     * @return the subscriber
     * @throws BrokerException if the broker does not respond, denies access or has no such topic
     */
    public static EventSubscriber<Rejection> rejections(KafkaAccess access, String topic, boolean fromBeginning)
            throws BrokerException {
        return new EventSubscriber<>(access, consumer(access), topic, fromBeginning, Rejection::fromRecord);
    }

    private static Consumer<byte[], byte[]> consumer(KafkaAccess access) throws BrokerException {
        try {
            return new KafkaConsumer<>(access.settings(Map.of(
                    ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG,
                    ByteArrayDeserializer.class,
                    ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG,
                    ByteArrayDeserializer.class,
                    ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                    "read_committed",
                    ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                    false,
                    // A metadata request must not create the topic.
                    ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG,
                    false,
                    // Applies only if retention deletes records before they are read: the start is set by seeking.
                    ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                    "earliest",
                    ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                    KafkaAccess.API_TIMEOUT_MS)));
        } catch (KafkaException e) {
            throw BrokerException.of(access, e);
        }
    }

    private void assign(String topic, boolean fromBeginning) throws BrokerException {
        List<PartitionInfo> found;
        try {
            found = consumer.partitionsFor(topic);
        } catch (UnknownTopicOrPartitionException e) {
            throw BrokerException.noTopic(access, topic);
        }
        if (found == null || found.isEmpty()) {
            throw BrokerException.noTopic(access, topic);
        }
        List<TopicPartition> partitions = found.stream()
                .map(partition -> new TopicPartition(topic, partition.partition()))
                .toList();
        consumer.assign(partitions);
        if (fromBeginning) {
            consumer.seekToBeginning(partitions);
        } else {
            consumer.seekToEnd(partitions);
        }
        // Seeking is lazy: without this, "the next event" would be the next one after the first poll.
        partitions.forEach(consumer::position);
    }

    /**
     * Passes events to the handler until {@link #stop} is called. If the handler calls it, no further events follow.
     * While the broker is unreachable, this method waits.
     *
     * @param handler receives the events
     * @throws BrokerException if a request fails permanently, for instance because access is denied
     */
    public void run(EventHandler<T> handler) throws BrokerException {
        run(handler, partitions -> partitions.stream().collect(Collectors.toMap(each -> each, each -> Long.MAX_VALUE)));
    }

    /**
     * Passes the events that are committed at the time of the call to the handler, or fewer if {@link #stop} is called.
     * While the broker is unreachable, this method waits.
     *
     * @param handler receives the events
     * @throws BrokerException if a request fails permanently, for instance because access is denied
     */
    public void runToEnd(EventHandler<T> handler) throws BrokerException {
        run(handler, consumer::endOffsets);
    }

    private void run(EventHandler<T> handler, Function<Set<TopicPartition>, Map<TopicPartition, Long>> endsOf)
            throws BrokerException {
        try {
            Map<TopicPartition, Long> ends = endsOf.apply(consumer.assignment());
            while (!stopped && !isAt(ends)) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                    if (stopped) {
                        return;
                    }
                    TopicPartition partition = new TopicPartition(record.topic(), record.partition());
                    if (record.offset() < Objects.requireNonNull(ends.get(partition))) {
                        handle(record, handler);
                    }
                }
            }
        } catch (WakeupException e) {
            // Thrown because of stop().
        } catch (KafkaException e) {
            throw BrokerException.of(access, e);
        }
    }

    /** Compares positions, because the last offset may belong to a transaction marker and not to a record. */
    private boolean isAt(Map<TopicPartition, Long> ends) {
        return ends.entrySet().stream().allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
    }

    private void handle(ConsumerRecord<byte[], byte[]> record, EventHandler<T> handler) {
        T event;
        try {
            event = decoder.decode(record);
        } catch (MalformedEventException e) {
            handler.malformed(record, e);
            return;
        }
        handler.event(event, record);
    }

    /**
     * Returns whether a topic exists, without creating it. Must be called from the thread of {@link #run}.
     *
     * @param topic name of any topic
     * @return false if the broker has no such topic
     */
    public boolean topicExists(String topic) {
        try {
            List<PartitionInfo> found = consumer.partitionsFor(topic);
            return found != null && !found.isEmpty();
        } catch (UnknownTopicOrPartitionException | InvalidTopicException e) {
            return false;
        }
    }

    /** Makes {@link #run} or {@link #runToEnd} return. Thread-safe. */
    public void stop() {
        stopped = true;
        consumer.wakeup();
    }

    /** Closes the consumer. Must be called after {@link #run} has returned, or from the same thread. */
    @Override
    public void close() {
        consumer.close();
    }
}
