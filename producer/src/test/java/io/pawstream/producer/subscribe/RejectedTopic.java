package io.pawstream.producer.subscribe;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.pawstream.contract.event.RecordAddress;
import io.pawstream.contract.event.Rejection;
import io.pawstream.contract.event.RejectionReason;
import io.pawstream.producer.broker.BrokerException;
import io.pawstream.producer.broker.KafkaAccess;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;

/** An in-memory topic of rejected images with one partition. */
public final class RejectedTopic {

    private static final TopicPartition PARTITION = new TopicPartition("images.rejected", 0);

    private final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("earliest");
    private final EventSubscriber<Rejection> subscriber;
    private long end;

    public RejectedTopic() throws BrokerException {
        Node node = new Node(1, "host", 9092);
        for (String topic : List.of(PARTITION.topic(), "photos")) {
            consumer.updatePartitions(
                    topic, List.of(new PartitionInfo(topic, 0, node, new Node[] {node}, new Node[] {node})));
        }
        consumer.updateBeginningOffsets(Map.of(PARTITION, 0L));
        consumer.updateEndOffsets(Map.of(PARTITION, 0L));
        subscriber = new EventSubscriber<>(
                KafkaAccess.to("host:9092"), consumer, PARTITION.topic(), true, Rejection::fromRecord);
    }

    /** Reads the topic from the beginning. */
    public EventSubscriber<Rejection> subscriber() {
        return subscriber;
    }

    /** Adds a rejected image whose bytes are its name. */
    public void add(String name, RejectionReason reason, Headers imageHeaders) {
        addRecord(name, headers(reason, imageHeaders));
    }

    /** Adds a rejected image of a topic that no longer exists. */
    public void addOfDeletedTopic(String name) {
        addRecord(
                name,
                Rejection.headers(
                        new RecordHeaders(),
                        RejectionReason.TRUNCATED,
                        "because",
                        new RecordAddress("deleted", 0, 100 + end)));
    }

    /** Adds a rejection without its image. */
    public void addWithoutImage(String name, RejectionReason reason) {
        addRecord(name, Rejection.withoutImage(headers(reason, new RecordHeaders())));
    }

    private Headers headers(RejectionReason reason, Headers imageHeaders) {
        return Rejection.headers(imageHeaders, reason, "because", new RecordAddress("photos", 1, 100 + end));
    }

    /** Adds a record that is not a rejection. */
    public void addForeign() {
        addRecord("foreign", new RecordHeaders());
    }

    private void addRecord(String name, Headers headers) {
        consumer.addRecord(new ConsumerRecord<>(
                PARTITION.topic(),
                0,
                end++,
                1234L,
                TimestampType.CREATE_TIME,
                0,
                0,
                ("key of " + name).getBytes(UTF_8),
                name.getBytes(UTF_8),
                headers,
                Optional.empty()));
        consumer.updateEndOffsets(Map.of(PARTITION, end));
    }
}
