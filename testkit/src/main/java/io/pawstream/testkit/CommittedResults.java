package io.pawstream.testkit;

import io.pawstream.contract.event.TopicNames;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Creates consumers that read committed predictions and rejections, as any subscriber does. */
public final class CommittedResults {

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
                .flatMap(topic -> consumer.partitionsFor(topic).stream())
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        return consumer;
    }
}
