package io.pawstream.processor.streams;

import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Publishes results, and reports the offsets of each transaction that it commits. For one stream thread. */
final class ResultProducer extends KafkaProducer<byte[], byte[]> {

    private final Consumer<CommittedOffsets> onCommitted;
    private CommittedOffsets sent = new CommittedOffsets(Map.of());

    ResultProducer(Map<String, Object> config, Consumer<CommittedOffsets> onCommitted) {
        super(config, new ByteArraySerializer(), new ByteArraySerializer());
        this.onCommitted = onCommitted;
    }

    @Override
    public void sendOffsetsToTransaction(
            Map<TopicPartition, OffsetAndMetadata> offsets, ConsumerGroupMetadata groupMetadata) {
        super.sendOffsetsToTransaction(offsets, groupMetadata);
        sent = new CommittedOffsets(offsets);
    }

    @Override
    public void commitTransaction() {
        super.commitTransaction();
        onCommitted.accept(sent);
    }
}
