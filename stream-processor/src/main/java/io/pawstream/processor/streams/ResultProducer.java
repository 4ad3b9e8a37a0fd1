package io.pawstream.processor.streams;

import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Publishes results, and reports which transactions commit and which do not. For one stream thread. */
final class ResultProducer extends KafkaProducer<byte[], byte[]> {

    private final Consumer<CommittedOffsets> onCommitted;
    private final Runnable onAborted;
    private CommittedOffsets sent = new CommittedOffsets(Map.of());

    /**
     * Creates a producer.
     *
     * @param config configuration of the producer
     * @param onCommitted receives the offsets of each committed transaction
     * @param onAborted called when the records since the last commit will not be committed
     */
    ResultProducer(Map<String, Object> config, Consumer<CommittedOffsets> onCommitted, Runnable onAborted) {
        super(config, new ByteArraySerializer(), new ByteArraySerializer());
        this.onCommitted = onCommitted;
        this.onAborted = onAborted;
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

    @Override
    public void abortTransaction() {
        onAborted.run();
        super.abortTransaction();
    }

    @Override
    public void close(Duration timeout) {
        onAborted.run();
        super.close(timeout);
    }
}
