package io.pawstream.producer.subscribe;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pawstream.contract.event.MalformedEventException;
import io.pawstream.producer.broker.BrokerException;
import io.pawstream.producer.broker.KafkaAccess;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
final class EventSubscriberTest {

    private static final KafkaAccess ACCESS = KafkaAccess.to("host:9092");
    private static final TopicPartition PARTITION = new TopicPartition("predictions", 0);

    private final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("earliest");
    private final List<String> events = new ArrayList<>();

    @BeforeEach
    void aTopicWithThreeOldRecords() {
        Node node = new Node(1, "host", 9092);
        consumer.updatePartitions(
                "predictions",
                List.of(new PartitionInfo("predictions", 0, node, new Node[] {node}, new Node[] {node})));
        consumer.updateBeginningOffsets(Map.of(PARTITION, 0L));
        consumer.updateEndOffsets(Map.of(PARTITION, 3L));
    }

    @Test
    void fromTheBeginningUntilTheHandlerStopsIt() throws BrokerException {
        try (EventSubscriber<String> subscriber = subscriber(true)) {
            add("a", "b", "c");
            subscriber.run((event, record) -> {
                events.add(event + record.offset());
                if (event.equals("b")) {
                    subscriber.stop();
                }
            });
        }
        assertThat(events).containsExactly("a0", "b1");
    }

    @Test
    void runToEndEndsAtTheEndOffsetOfItsStart() throws BrokerException {
        try (EventSubscriber<String> subscriber = subscriber(true)) {
            add("a", "b", "c", "too late");
            subscriber.runToEnd((event, record) -> events.add(event));
        }
        assertThat(events).containsExactly("a", "b", "c");
    }

    @Test
    void runToEndEndsAtATransactionMarker() throws BrokerException {
        try (EventSubscriber<String> subscriber = subscriber(true)) {
            add("a", "b");
            consumer.schedulePollTask(() -> {});
            consumer.schedulePollTask(() -> consumer.seek(PARTITION, 3));
            subscriber.runToEnd((event, record) -> events.add(event));
        }
        assertThat(events).containsExactly("a", "b");
    }

    @Test
    void withoutFromBeginningItStartsAtTheEndOffset() throws BrokerException {
        EventSubscriber<String> subscriber = subscriber(false);
        consumer.updateEndOffsets(Map.of(PARTITION, 4L));
        assertThat(consumer.position(PARTITION)).isEqualTo(3);
        subscriber.close();
    }

    @Test
    void malformedRecordsGoToTheirOwnMethod() throws BrokerException {
        try (EventSubscriber<String> subscriber = subscriber(true)) {
            add("a", "?", "c");
            subscriber.run(new EventHandler<>() {
                @Override
                public void event(String event, ConsumerRecord<byte[], byte[]> record) {
                    events.add(event);
                    if (event.equals("c")) {
                        subscriber.stop();
                    }
                }

                @Override
                public void malformed(ConsumerRecord<byte[], byte[]> record, MalformedEventException cause) {
                    events.add(cause.getMessage());
                }
            });
        }
        assertThat(events).containsExactly("a", "no event", "c");
    }

    @Test
    void stopsFromAnotherThreadWhileThereAreNoEvents() throws Exception {
        EventSubscriber<String> subscriber = subscriber(true);
        Thread thread = new Thread(() -> {
            try {
                subscriber.run((event, record) -> {});
                events.add("ended");
            } catch (BrokerException e) {
                events.add(e.getMessage());
            }
        });
        thread.start();
        subscriber.stop();
        thread.join(5_000);
        assertThat(events).containsExactly("ended");
    }

    @Test
    void aMissingTopicIsNamed() {
        assertThatThrownBy(() -> new EventSubscriber<>(ACCESS, consumer, "other", true, this::decode))
                .isInstanceOf(BrokerException.class)
                .hasMessageContaining("topic \"other\" not found at host:9092")
                .hasMessageContaining("pawstream topics create --bootstrap host:9092");
        assertThat(consumer.closed()).isTrue();
    }

    @Test
    void anErrorOfTheClientIsOneLine() throws BrokerException {
        try (EventSubscriber<String> subscriber = subscriber(true)) {
            consumer.setPollException(new KafkaException("broken"));
            assertThatThrownBy(() -> subscriber.run((event, record) -> {}))
                    .isInstanceOf(BrokerException.class)
                    .hasMessage("Kafka request at host:9092 failed: KafkaException: broken");
        }
    }

    private EventSubscriber<String> subscriber(boolean fromBeginning) throws BrokerException {
        return new EventSubscriber<>(ACCESS, consumer, "predictions", fromBeginning, this::decode);
    }

    private String decode(ConsumerRecord<byte[], byte[]> record) throws MalformedEventException {
        String value = new String(record.value(), UTF_8);
        if (value.equals("?")) {
            throw new MalformedEventException("no event", null);
        }
        return value;
    }

    private void add(String... values) {
        for (int offset = 0; offset < values.length; offset++) {
            consumer.addRecord(new ConsumerRecord<>("predictions", 0, offset, null, values[offset].getBytes(UTF_8)));
        }
    }
}
