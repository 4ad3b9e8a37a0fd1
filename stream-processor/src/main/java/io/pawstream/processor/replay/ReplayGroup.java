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

/** The consumer group of a replay, and its topics. */
public final class ReplayGroup implements AutoCloseable {

    private final Admin admin;
    private final String group;

    /**
     * A group.
     *
     * @param configuration of an admin client
     * @param group the replay's application id
     */
    public ReplayGroup(Map<String, Object> configuration, String group) {
        this.admin = Admin.create(configuration);
        this.group = group;
    }

    /**
     * Creates the topics for the answers, as large as the images topic, unless they are there.
     *
     * @return the partitions of the images topic
     * @throws IOException if Kafka refuses
     */
    public Set<TopicPartition> prepare(TopicNames topics) throws IOException {
        TopicDescription images = get(admin.describeTopics(List.of(topics.images()))
                        .allTopicNames())
                .get(topics.images());
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topics.images());
        ConfigEntry maxBytes = get(admin.describeConfigs(List.of(resource)).all())
                .get(resource)
                .get(TopicConfig.MAX_MESSAGE_BYTES_CONFIG);
        String outputMaxBytes = Long.toString(Long.parseLong(maxBytes.value()) + TopicNames.OUTPUT_EXTRA_BYTES);
        for (String topic : List.of(topics.predictions(), topics.rejected())) {
            NewTopic wanted = new NewTopic(topic, images.partitions().size(), (short)
                            images.partitions().get(0).replicas().size())
                    .configs(Map.of(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, outputMaxBytes));
            try {
                get(admin.createTopics(List.of(wanted)).all());
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
     * Finds the records from one time to another, and puts the group before the first of them unless it has begun already.
     *
     * @param from records of this time or later; null for all
     * @param to records before this time; null for all that are there now
     * @param again whether a group that has begun begins anew
     * @param range is told what was found
     * @throws IOException if Kafka refuses
     */
    public void place(Set<TopicPartition> partitions, Instant from, Instant to, boolean again, ReplayRange range)
            throws IOException {
        Map<TopicPartition, Long> ends = offsets(partitions, OffsetSpec.latest());
        if (to != null) {
            Map<TopicPartition, Long> firstAfter = offsets(partitions, OffsetSpec.forTimestamp(to.toEpochMilli()));
            ends.replaceAll((partition, end) -> firstAfter.get(partition) < 0 ? end : firstAfter.get(partition));
        }
        Map<TopicPartition, Long> starts = committed();
        if (again || starts.isEmpty()) {
            starts = offsets(
                    partitions, from == null ? OffsetSpec.earliest() : OffsetSpec.forTimestamp(from.toEpochMilli()));
            // No record of that time or later.
            starts.replaceAll((partition, start) -> start < 0 ? ends.get(partition) : start);
            commit(starts);
        }
        range.set(starts, ends);
    }

    private void commit(Map<TopicPartition, Long> starts) throws IOException {
        Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
        starts.forEach((partition, start) -> offsets.put(partition, new OffsetAndMetadata(start)));
        try {
            get(admin.alterConsumerGroupOffsets(group, offsets).all());
        } catch (IOException e) {
            if (e.getCause() instanceof UnknownMemberIdException) {
                throw new IOException("the replay " + group + " is running; stop it before it begins anew", e);
            }
            throw e;
        }
    }

    /**
     * What the group has committed, by partition.
     *
     * @throws IOException if Kafka refuses
     */
    public Map<TopicPartition, Long> committed() throws IOException {
        Map<TopicPartition, Long> committed = new HashMap<>();
        get(admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata())
                .forEach((partition, offset) -> committed.put(partition, offset.offset()));
        return committed;
    }

    private Map<TopicPartition, Long> offsets(Set<TopicPartition> partitions, OffsetSpec spec) throws IOException {
        Map<TopicPartition, OffsetSpec> wanted =
                partitions.stream().collect(Collectors.toMap(Function.identity(), partition -> spec));
        Map<TopicPartition, Long> offsets = new HashMap<>();
        for (Map.Entry<TopicPartition, ListOffsetsResultInfo> found :
                get(admin.listOffsets(wanted).all()).entrySet()) {
            offsets.put(found.getKey(), found.getValue().offset());
        }
        return offsets;
    }

    private static <T> T get(KafkaFuture<T> answer) throws IOException {
        try {
            return answer.get();
        } catch (ExecutionException e) {
            throw new IOException(e.getCause().getMessage(), e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while Kafka was asked", e);
        }
    }

    @Override
    public void close() {
        admin.close();
    }
}
