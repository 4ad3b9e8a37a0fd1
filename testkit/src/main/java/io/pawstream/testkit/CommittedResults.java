package io.pawstream.testkit;

import io.pawstream.contract.event.TopicNames;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** What a subscriber sees. */
public final class CommittedResults {

    private CommittedResults() {}

    /**
     * A consumer without a group that reads all committed predictions and rejections from the first one on.
     *
     * @param settings more settings of the consumer
     */
    public static KafkaConsumer<byte[], byte[]> consumer(String bootstrap, Map<String, Object> settings) {
        return consumer(bootstrap, settings, List.of(TopicNames.DEFAULT.predictions(), TopicNames.DEFAULT.rejected()));
    }

    /** The same of other topics. */
    public static KafkaConsumer<byte[], byte[]> consumer(
            String bootstrap, Map<String, Object> settings, List<String> topics) {
        Map<String, Object> all = new HashMap<>(settings);
        all.put("bootstrap.servers", bootstrap);
        all.put("isolation.level", "read_committed");
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
