package io.pawstream.producer.broker;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.jspecify.annotations.Nullable;

/** Reads configuration and end offsets of a topic. */
final class TopicReader {

    /** The default of the broker: the size of the largest array of Java. */
    private static final String NO_LIMIT = Integer.toString(Integer.MAX_VALUE - 8);

    private final Admin admin;

    TopicReader(Admin admin) {
        this.admin = admin;
    }

    TopicState read(String name) throws ExecutionException, InterruptedException {
        TopicDescription topic =
                only(admin.describeTopics(List.of(name)).allTopicNames().get());
        Config config = config(name);
        List<TopicPartition> partitions = topic.partitions().stream()
                .map(partition -> new TopicPartition(name, partition.partition()))
                .toList();
        Map<TopicPartition, Long> end = endOffsets(partitions);
        return new TopicState(
                name,
                topic.partitions().get(0).replicas().size(),
                maxMessageBytes(config),
                maxDecompressedBytes(config),
                config.get(TopicConfig.CLEANUP_POLICY_CONFIG).value(),
                partitions.stream().map(end::get).toList());
    }

    /** {@return the maximum size of a record in bytes} */
    int maxMessageBytes(String name) throws ExecutionException, InterruptedException {
        return maxMessageBytes(config(name));
    }

    private static int maxMessageBytes(Config config) {
        return Integer.parseInt(config.get(TopicConfig.MAX_MESSAGE_BYTES_CONFIG).value());
    }

    private static @Nullable Integer maxDecompressedBytes(Config config) {
        ConfigEntry limit = config.get(TopicPlan.MAX_DECOMPRESSED_BYTES);
        return limit == null || limit.value().equals(NO_LIMIT) ? null : Integer.valueOf(limit.value());
    }

    private Config config(String name) throws ExecutionException, InterruptedException {
        ConfigResource topic = new ConfigResource(ConfigResource.Type.TOPIC, name);
        return only(admin.describeConfigs(List.of(topic)).all().get());
    }

    /** The response to a request about one topic. */
    private static <T> T only(Map<?, T> responses) {
        return responses.values().iterator().next();
    }

    private Map<TopicPartition, Long> endOffsets(List<TopicPartition> partitions)
            throws ExecutionException, InterruptedException {
        Map<TopicPartition, OffsetSpec> request = new HashMap<>();
        partitions.forEach(partition -> request.put(partition, OffsetSpec.latest()));
        Map<TopicPartition, Long> offsets = new HashMap<>();
        for (Map.Entry<TopicPartition, ListOffsetsResultInfo> end :
                admin.listOffsets(request).all().get().entrySet()) {
            offsets.put(end.getKey(), end.getValue().offset());
        }
        return offsets;
    }
}
