package io.pawstream.producer.publish;

import io.pawstream.producer.broker.BrokerException;
import io.pawstream.producer.broker.KafkaAccess;
import io.pawstream.producer.broker.Topics;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.jspecify.annotations.Nullable;

/** Sends records with a Kafka producer and counts their results in a tally. */
final class RecordSender implements AutoCloseable {

    private final Producer<byte[], byte[]> producer;

    /** Creates a sender with a given producer, which {@link #close} closes. */
    RecordSender(Producer<byte[], byte[]> producer) {
        this.producer = producer;
    }

    /**
     * Connects to a broker. The maximum record size is that of the topic.
     *
     * @throws BrokerException if the broker does not respond, denies access or has no such topic
     */
    static RecordSender connect(KafkaAccess access, String topic) throws BrokerException {
        int maxMessageBytes;
        try (Topics topics = Topics.at(access)) {
            maxMessageBytes = topics.maxMessageBytes(topic);
        }
        try {
            return new RecordSender(new KafkaProducer<>(ProducerSettings.of(access, maxMessageBytes)));
        } catch (KafkaException e) {
            throw BrokerException.of(access, e);
        }
    }

    // The callback receives the result.
    @SuppressWarnings("FutureReturnValueIgnored")
    void send(ProducerRecord<byte[], byte[]> record, OutgoingImage image, Tally tally) {
        tally.sending(image);
        try {
            producer.send(record, (metadata, e) -> completed(image, metadata, e, tally));
        } catch (KafkaException e) {
            tally.failed(image, e, BrokerException.describe(e));
        }
    }

    private static void completed(OutgoingImage image, RecordMetadata metadata, @Nullable Exception e, Tally tally) {
        if (e == null) {
            tally.acknowledged(image, metadata.partition(), metadata.offset());
        } else if (e instanceof RecordTooLargeException) {
            tally.tooLarge(image);
        } else {
            tally.failed(image, e, BrokerException.describe(e));
        }
    }

    /** Waits for the result of every record. */
    void flush() {
        producer.flush();
    }

    @Override
    public void close() {
        producer.close();
    }
}
