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
        assertThat(topics.get("images").configs()).isEqualTo(Map.of("max.message.bytes", "2000000"));
        assertThat(topics.get("images.rejected").configs()).isEqualTo(Map.of("max.message.bytes", "2065536"));
        assertThat(topics.get("model-selection").configs()).isEqualTo(Map.of("cleanup.policy", "compact"));
        assertThat(topics.get("model-selection").numPartitions()).isEqualTo(1);
        assertThat(topics.get("instances").numPartitions()).isEqualTo(1);
        assertThat(topics.get("instances").configs()).containsEntry("retention.ms", "3600000");
        assertThat(topics.get("predictions.shadow").numPartitions()).isEqualTo(6);
        assertThat(topics.get("predictions").numPartitions()).isEqualTo(6);
        assertThat(topics.get("predictions").replicationFactor()).isEqualTo((short) 3);
    }

    @Test
    void fourPartitionsByDefault() {
        assertThat(TopicPlan.DEFAULT).isEqualTo(new TopicPlan(TopicNames.DEFAULT, 4, -1, 1 << 20));
    }

    @Test
    void refusesWhatABrokerCannotMake() {
        assertThatThrownBy(() -> new TopicPlan(TopicNames.DEFAULT, 0, -1, 1 << 20))
                .hasMessage("partitions are 0; there must be at least 1");
        assertThatThrownBy(() -> new TopicPlan(TopicNames.DEFAULT, 4, 0, 1 << 20))
                .hasMessageContaining("replication factor is 0");
        assertThatThrownBy(() -> new TopicPlan(TopicNames.DEFAULT, 4, -1, 10))
                .hasMessageContaining("largest image is 10 bytes");
        assertThatThrownBy(() -> new TopicPlan(TopicNames.DEFAULT, 4, -1, Integer.MAX_VALUE))
                .hasMessageContaining("it must be 1024 to");
    }
}
