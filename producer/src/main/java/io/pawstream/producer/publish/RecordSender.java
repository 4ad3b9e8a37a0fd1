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

/** Hands records to a Kafka producer and tells a tally what becomes of each. */
final class RecordSender implements AutoCloseable {

    private final Producer<byte[], byte[]> producer;

    /** A sender behind a producer, which {@link #close} closes. */
    RecordSender(Producer<byte[], byte[]> producer) {
        this.producer = producer;
    }

    /**
     * A sender to a broker, configured to the largest record that a topic takes.
     *
     * @throws BrokerException if no broker answers or there is no such topic
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

    // The callback hears what the future would say.
    @SuppressWarnings("FutureReturnValueIgnored")
    void send(ProducerRecord<byte[], byte[]> record, OutgoingImage image, Tally tally) {
        tally.sending(image);
        try {
            producer.send(record, (where, e) -> done(image, where, e, tally));
        } catch (KafkaException e) {
            tally.failed(image, e, BrokerException.describe(e));
        }
    }

    private static void done(OutgoingImage image, RecordMetadata where, Exception e, Tally tally) {
        if (e == null) {
            tally.acknowledged(image, where.partition(), where.offset());
        } else if (e instanceof RecordTooLargeException) {
            tally.tooLarge(image);
        } else {
            tally.failed(image, e, BrokerException.describe(e));
        }
    }

    /** Waits until the broker has answered for every record. */
    void flush() {
        producer.flush();
    }

    @Override
    public void close() {
        producer.close();
    }
}
