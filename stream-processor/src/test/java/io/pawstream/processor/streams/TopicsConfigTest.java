package io.pawstream.processor.streams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.pawstream.contract.event.TopicNames;
import io.pawstream.processor.TestConfig;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TopicsConfigTest {

    @Test
    void hasTheDefaultsOfAllServices() {
        assertThat(TestConfig.of(TopicsConfig.class, Map.of()).names()).isEqualTo(TopicNames.DEFAULT);
    }

    @Test
    void readsEveryKey() {
        TopicsConfig config = TestConfig.of(
                TopicsConfig.class,
                Map.of(
                        "pawstream.topics.images", "a",
                        "pawstream.topics.predictions", "b",
                        "pawstream.topics.rejected", "c",
                        "pawstream.topics.model-selection", "d",
                        "pawstream.topics.shadow", "e",
                        "pawstream.topics.instances", "f"));
        assertThat(config.names()).isEqualTo(new TopicNames("a", "b", "c", "d", "e", "f"));
    }

    @Test
    void namesMustDiffer() {
        TopicsConfig config = TestConfig.of(TopicsConfig.class, Map.of("pawstream.topics.rejected", "predictions"));
        assertThatIllegalArgumentException().isThrownBy(config::names).withMessageContaining("must differ");
    }
}
