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
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Follows all partitions of a topic, committed events only. It belongs to no consumer group and leaves no trace on the
 * broker.
 *
 * <pre>{@code
 * try (EventSubscriber<PredictionEvent> predictions =
 *         EventSubscriber.predictions(KafkaAccess.to("localhost:9092"), "predictions", false)) {
 *     predictions.run((event, record) -> System.out.println(event.subject() + " " + event.label()));
 * }
 * }</pre>
 *
 * @param <T> kind of event
 */
public final class EventSubscriber<T> implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(500);

    private final KafkaAccess access;
    private final Consumer<byte[], byte[]> consumer;
    private final Decoder<T> decoder;
    private volatile boolean stopped;

    /** Reads an event out of a record. */
    @FunctionalInterface
    interface Decoder<T> {
        T decode(ConsumerRecord<byte[], byte[]> record) throws MalformedEventException;
    }

    /**
     * A subscriber behind a consumer, which {@link #close} closes.
     *
     * @throws BrokerException if no broker answers or there is no such topic
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
            throw e instanceof BrokerException known ? known : BrokerException.of(access, e);
        }
    }

    /**
     * Follows predictions.
     *
     * @param fromBeginning from the first one that the topic still has; otherwise those from now on
     * @throws BrokerException if no broker answers or there is no such topic
     */
    public static EventSubscriber<PredictionEvent> predictions(KafkaAccess access, String topic, boolean fromBeginning)
            throws BrokerException {
        return new EventSubscriber<>(access, consumer(access), topic, fromBeginning, PredictionEventCodec::fromRecord);
    }

    /**
     * Follows rejected images.
     *
     * @param fromBeginning from the first one that the topic still has; otherwise those from now on
     * @throws BrokerException if no broker answers or there is no such topic
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
                    // A question must not make the topic it asks for.
                    ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG,
                    false,
                    // Only if retention overtakes the reader: positions are set, not committed.
                    ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                    "earliest",
                    ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                    KafkaAccess.ANSWER_TIMEOUT_MS)));
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
        // Seeking is lazy; asking for the position now makes "from now on" mean now and not the first poll.
        partitions.forEach(consumer::position);
    }

    /**
     * Hands over events until {@link #stop} is called, which the handler may do as well: no further event comes then.
     *
     * @throws BrokerException if the broker refuses to go on; that it is away for a while is waited for
     */
    public void run(EventHandler<T> handler) throws BrokerException {
        run(handler, partitions -> partitions.stream().collect(Collectors.toMap(each -> each, each -> Long.MAX_VALUE)));
    }

    /**
     * Hands over the events that are committed when it begins, or fewer if {@link #stop} is called.
     *
     * @throws BrokerException if the broker refuses to go on; that it is away for a while is waited for
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
                    if (record.offset() < ends.get(new TopicPartition(record.topic(), record.partition()))) {
                        handle(record, handler);
                    }
                }
            }
        } catch (WakeupException e) {
            // stop() woke the consumer.
        } catch (KafkaException e) {
            throw BrokerException.of(access, e);
        }
    }

    /** By positions, for the last offset may belong to a marker of a transaction and not to a record. */
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

    /** Ends {@link #run}, from any thread. */
    public void stop() {
        stopped = true;
        consumer.wakeup();
    }

    /** Closes the consumer, on the thread that ran it or once that has ended. */
    @Override
    public void close() {
        consumer.close();
    }
}
