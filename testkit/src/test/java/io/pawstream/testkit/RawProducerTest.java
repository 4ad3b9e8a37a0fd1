package io.pawstream.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pawstream.contract.event.TopicNames;
import io.pawstream.producer.broker.KafkaAccess;
import io.pawstream.producer.broker.TopicPlan;
import io.pawstream.producer.broker.Topics;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.record.CompressionType;
import org.apache.kafka.common.record.SimpleRecord;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The limit of decompressed records that {@code topics create} sets. */
@Tag("slow")
class RawProducerTest {

    private static final TopicPartition IMAGES = new TopicPartition(TopicNames.DEFAULT.images(), 0);
    private static final int LIMIT = TopicNames.DEFAULT_MAX_IMAGE_BYTES;

    @Test
    void theBrokerAcceptsNoCompressedRecordThatIsLargerThanTheLimit() throws Exception {
        try (EmbeddedBroker broker = EmbeddedBroker.start();
                Topics topics = Topics.at(KafkaAccess.to(broker.bootstrap()));
                RawProducer producer = new RawProducer(broker.bootstrap())) {
            topics.create(TopicPlan.DEFAULT);
            for (CompressionType compression : CompressionType.values()) {
                publish(producer, compression, value(LIMIT / 2));
                if (compression != CompressionType.NONE) {
                    for (SimpleRecord large : List.of(value(LIMIT + 1), key(LIMIT + 1), header(LIMIT + 1))) {
                        assertThatThrownBy(() -> publish(producer, compression, large))
                                .as("%s", compression)
                                .isInstanceOf(IOException.class)
                                .hasMessageContaining("InvalidRecordException");
                    }
                }
            }
            assertThat(topics.find(IMAGES.topic()).orElseThrow()).satisfies(topic -> {
                assertThat(topic.maxDecompressedBytes()).isEqualTo(LIMIT);
                assertThat(topic.endOffsets().get(0)).isEqualTo(CompressionType.values().length);
            });
        }
    }

    private static void publish(RawProducer producer, CompressionType compression, SimpleRecord record)
            throws IOException {
        producer.publish(IMAGES, compression, List.of(record));
    }

    private static SimpleRecord value(int size) throws IOException {
        return new SimpleRecord(1, null, RawProducer.zeros(size), new Header[0]);
    }

    private static SimpleRecord key(int size) {
        return new SimpleRecord(1, ByteBuffer.allocate(size), null, new Header[0]);
    }

    private static SimpleRecord header(int size) {
        return new SimpleRecord(1, (byte[]) null, null, new Header[] {new RecordHeader("h", new byte[size])});
    }
}
