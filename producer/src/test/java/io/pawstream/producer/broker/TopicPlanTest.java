package io.pawstream.producer.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pawstream.contract.event.TopicNames;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.Test;

final class TopicPlanTest {

    @Test
    void rejectedImagesHaveRoomForTheirHeadersAndTheSelectionIsCompacted() {
        Map<String, NewTopic> topics = new TopicPlan(TopicNames.DEFAULT, 6, 3, 2_000_000)
                .topics().stream().collect(Collectors.toMap(NewTopic::name, Function.identity()));
        assertThat(topics)
                .containsOnlyKeys(
                        "images",
                        "predictions",
                        "images.rejected",
                        "model-selection",
                        "predictions.shadow",
                        "instances");
        assertThat(topics).extractingByKey("images").satisfies(topic -> {
            assertThat(topic.configs())
                    .isEqualTo(Map.of("max.message.bytes", "2000000", "max.decompressed.message.bytes", "2000000"));
            assertThat(topic.numPartitions()).isEqualTo(6);
            assertThat(topic.replicationFactor()).isEqualTo((short) 3);
        });
        assertThat(topics.values())
                .filteredOn(topic -> topic.name().matches("images.rejected|predictions|predictions.shadow"))
                .hasSize(3)
                .allSatisfy(topic -> {
                    assertThat(topic.configs())
                            .isEqualTo(Map.of(
                                    "max.message.bytes", "2065536", "max.decompressed.message.bytes", "2065536"));
                    assertThat(topic.numPartitions()).isEqualTo(6);
                    assertThat(topic.replicationFactor()).isEqualTo((short) 3);
                });
        assertThat(topics).extractingByKey("model-selection").satisfies(topic -> {
            assertThat(topic.configs()).isEqualTo(Map.of("cleanup.policy", "compact"));
            assertThat(topic.numPartitions()).isEqualTo(1);
        });
        assertThat(topics).extractingByKey("instances").satisfies(topic -> {
            assertThat(topic.configs()).containsEntry("retention.ms", "3600000");
            assertThat(topic.numPartitions()).isEqualTo(1);
        });
    }

    @Test
    void fourPartitionsByDefault() {
        assertThat(TopicPlan.DEFAULT).isEqualTo(new TopicPlan(TopicNames.DEFAULT, 4, -1, 1 << 20));
    }

    @Test
    void valuesOutOfRangeAreInvalid() {
        assertThatThrownBy(() -> new TopicPlan(TopicNames.DEFAULT, 0, -1, 1 << 20))
                .hasMessage("partitions is 0; it must be at least 1");
        assertThatThrownBy(() -> new TopicPlan(TopicNames.DEFAULT, 4, 0, 1 << 20))
                .hasMessageContaining("replication factor is 0");
        assertThatThrownBy(() -> new TopicPlan(TopicNames.DEFAULT, 4, -1, 10))
                .hasMessageContaining("maximum image size is 10 bytes");
        assertThatThrownBy(() -> new TopicPlan(TopicNames.DEFAULT, 4, -1, Integer.MAX_VALUE))
                .hasMessageContaining("it must be 1024 to");
    }
}
