package io.pawstream.processor.replay;

import io.pawstream.contract.event.TopicNames;
import java.io.IOException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownMemberIdException;
import org.jspecify.annotations.Nullable;

/** Manages the consumer group and the topics of a replay. */
public final class ReplayGroup implements AutoCloseable {

    private final Admin admin;
    private final String group;

    /**
     * Creates an admin client.
     *
     * @param configuration configuration of an admin client
     * @param group application id of the replay, which is the name of its consumer group
     */
    public ReplayGroup(Map<String, Object> configuration, String group) {
        this.admin = Admin.create(configuration);
        this.group = group;
    }

    /**
     * Creates missing output topics with as many partitions and replicas as the images topic.
     *
     * @param topics names of the topics
     * @return the partitions of the images topic
     * @throws IOException if Kafka reports an error
     */
    Set<TopicPartition> prepare(TopicNames topics) throws IOException {
        TopicDescription images =
                find(get(admin.describeTopics(List.of(topics.images())).allTopicNames()), topics.images());
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topics.images());
        ConfigEntry maxBytes = find(get(admin.describeConfigs(List.of(resource)).all()), resource)
                .get(TopicConfig.MAX_MESSAGE_BYTES_CONFIG);
        String outputMaxBytes = Long.toString(Long.parseLong(maxBytes.value()) + TopicNames.OUTPUT_EXTRA_BYTES);
        for (String topic : List.of(topics.predictions(), topics.rejected())) {
            NewTopic output = new NewTopic(topic, images.partitions().size(), (short)
                            images.partitions().get(0).replicas().size())
                    .configs(Map.of(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, outputMaxBytes));
            try {
                get(admin.createTopics(List.of(output)).all());
            } catch (IOException e) {
                if (!(e.getCause() instanceof TopicExistsException)) {
                    throw e;
                }
            }
        }
        return images.partitions().stream()
                .map(partition -> new TopicPartition(topics.images(), partition.partition()))
                .collect(Collectors.toSet());
    }

    /**
     * Determines the offsets of a period. Moves the group to the first offset if it has not started, or on a restart.
     *
     * @param partitions partitions of the images topic
     * @param period the records to classify
     * @param range receives the offsets
     * @throws IOException if Kafka reports an error
     */
    void place(Set<TopicPartition> partitions, Period period, ReplayRange range) throws IOException {
        Map<TopicPartition, Long> ends = offsets(partitions, OffsetSpec.latest());
        Instant to = period.to();
        if (to != null) {
            Map<TopicPartition, Long> firstAfter = offsets(partitions, OffsetSpec.forTimestamp(to.toEpochMilli()));
            ends.replaceAll((partition, end) -> {
                long first = find(firstAfter, partition);
                return first < 0 ? end : first;
            });
        }
        Map<TopicPartition, Long> starts = committed();
        if (period.restart() || starts.isEmpty()) {
            Instant from = period.from();
            starts = offsets(
                    partitions, from == null ? OffsetSpec.earliest() : OffsetSpec.forTimestamp(from.toEpochMilli()));
            // Kafka returns -1 if no record is that late.
            starts.replaceAll((partition, start) -> start < 0 ? find(ends, partition) : start);
            commit(starts);
        }
        range.set(starts, ends);
    }

    /**
     * The records to classify, by the time of their publication.
     *
     * @param from time of the first record; absent to start with the first record in the topic
     * @param to time after the last record; absent to end with the last record in the topic
     * @param restart whether a group that has started returns to the first record
     */
    public record Period(@Nullable Instant from, @Nullable Instant to, boolean restart) {}

    private void commit(Map<TopicPartition, Long> starts) throws IOException {
        Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
        starts.forEach((partition, start) -> offsets.put(partition, new OffsetAndMetadata(start)));
        try {
            get(admin.alterConsumerGroupOffsets(group, offsets).all());
        } catch (IOException e) {
            if (e.getCause() instanceof UnknownMemberIdException) {
                throw new IOException("replay " + group + " is running; stop it before you restart it", e);
            }
            throw e;
        }
    }

    /**
     * Reads the committed offsets of the group.
     *
     * @return offsets by partition; empty if the group has not started
     * @throws IOException if Kafka reports an error
     */
    Map<TopicPartition, Long> committed() throws IOException {
        Map<TopicPartition, Long> committed = new HashMap<>();
        get(admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata())
                .forEach((partition, offset) -> committed.put(partition, offset.offset()));
        return committed;
    }

    private Map<TopicPartition, Long> offsets(Set<TopicPartition> partitions, OffsetSpec spec) throws IOException {
        Map<TopicPartition, OffsetSpec> specs =
                partitions.stream().collect(Collectors.toMap(Function.identity(), partition -> spec));
        Map<TopicPartition, Long> offsets = new HashMap<>();
        for (Map.Entry<TopicPartition, ListOffsetsResultInfo> found :
                get(admin.listOffsets(specs).all()).entrySet()) {
            offsets.put(found.getKey(), found.getValue().offset());
        }
        return offsets;
    }

    /** Returns an entry that must exist, because Kafka returns one for each requested key. */
    private static <K, V> V find(Map<K, V> found, K key) {
        V value = found.get(key);
        if (value == null) {
            throw new IllegalStateException("Kafka returned no entry for " + key);
        }
        return value;
    }

    private static <T> T get(KafkaFuture<T> future) throws IOException {
        try {
            return future.get();
        } catch (ExecutionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw new IOException(cause.getMessage(), cause);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while waiting for Kafka", e);
        }
    }

    @Override
    public void close() {
        admin.close();
    }
}
