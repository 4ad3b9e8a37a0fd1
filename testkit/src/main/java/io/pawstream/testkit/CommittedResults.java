package io.pawstream.testkit;

import io.pawstream.contract.event.TopicNames;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Creates consumers that read committed predictions and rejections, as any subscriber does. */
public final class CommittedResults {

    private static final long TOPIC_TIMEOUT_NANOS = 30_000_000_000L;
    private static final long RETRY_NANOS = 50_000_000;

    private CommittedResults() {}

    /**
     * Opens a consumer of all committed predictions and rejections, from the first one on. It joins no consumer group.
     *
     * @param bootstrap the broker, {@code host:port}
     * @param settings additional consumer settings by their Kafka names
     * @return the consumer, positioned at the beginning of each partition; the caller closes it
     */
    public static KafkaConsumer<byte[], byte[]> consumer(String bootstrap, Map<String, Object> settings) {
        return consumer(bootstrap, settings, List.of(TopicNames.DEFAULT.predictions(), TopicNames.DEFAULT.rejected()));
    }

    /**
     * Opens a consumer of all committed records of some topics, from the first one on. It joins no consumer group.
     *
     * @param bootstrap the broker, {@code host:port}
     * @param settings additional consumer settings by their Kafka names
     * @param topics names of existing topics
     * @return the consumer, positioned at the beginning of each partition; the caller closes it
     */
    public static KafkaConsumer<byte[], byte[]> consumer(
            String bootstrap, Map<String, Object> settings, List<String> topics) {
        Map<String, Object> all = new HashMap<>(settings);
        all.put("bootstrap.servers", bootstrap);
        all.put("isolation.level", "read_committed");
        all.put("allow.auto.create.topics", false);
        KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(all, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        List<TopicPartition> partitions = topics.stream()
                .flatMap(topic -> partitions(consumer, topic).stream())
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        return consumer;
    }

    /** Returns the partitions of a topic. A broker of a cluster does not know a new topic for a moment. */
    private static List<PartitionInfo> partitions(KafkaConsumer<byte[], byte[]> consumer, String topic) {
        long deadline = System.nanoTime() + TOPIC_TIMEOUT_NANOS;
        List<PartitionInfo> partitions = consumer.partitionsFor(topic);
        while (partitions.isEmpty()) {
            if (System.nanoTime() > deadline) {
                consumer.close();
                throw new IllegalStateException("there is no topic " + topic);
            }
            LockSupport.parkNanos(RETRY_NANOS);
            partitions = consumer.partitionsFor(topic);
        }
        return partitions;
    }
}
