package io.pawstream.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.pawstream.contract.event.TopicNames;
import io.pawstream.producer.broker.KafkaAccess;
import io.pawstream.producer.broker.TopicPlan;
import io.pawstream.producer.broker.Topics;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("slow")
class EmbeddedClusterTest {

    private static final int IMAGES = 60;

    @Test
    void imagesSurviveTheControllersDeath() throws Exception {
        try (EmbeddedCluster cluster = EmbeddedCluster.start(3)) {
            assertThat(cluster.brokers()).containsExactly(1, 2, 3);
            try (Topics topics = Topics.at(KafkaAccess.to(cluster.bootstrap()))) {
                topics.create(TopicPlan.DEFAULT);
            }
            int controller = cluster.controller();
            try (NumberedImages images =
                    new NumberedImages(cluster.bootstrap(), 0, IMAGES, 10, NumberedImages.mixed(1))) {
                images.start();
                cluster.kill(controller);
                assertThat(images.awaitEnd()).isEqualTo(IMAGES);
            }
            assertThat(cluster.controller()).isIn(cluster.brokers()).isNotEqualTo(controller);
            cluster.startAgain(controller);
            assertThat(read(cluster.bootstrap())).hasSize(IMAGES);
        }
    }

    @Test
    void aBrokerWithoutConnectionToTheOthersLeadsNothing() throws Exception {
        try (EmbeddedCluster cluster = EmbeddedCluster.start(3);
                Topics topics = Topics.at(KafkaAccess.to(cluster.bootstrap()))) {
            topics.create(TopicPlan.DEFAULT);
            int controller = cluster.controller();
            cluster.cutFromBrokers(controller);
            try (NumberedImages images =
                    new NumberedImages(cluster.bootstrap(), 0, IMAGES, 10, NumberedImages.mixed(1))) {
                images.start();
                assertThat(images.awaitEnd()).isEqualTo(IMAGES);
            }
            cluster.reconnect();
            assertThat(cluster.controller()).isNotEqualTo(controller);
            assertThat(read(cluster.bootstrap())).hasSize(IMAGES);
        }
    }

    private static Set<String> read(String bootstrap) {
        Set<String> ids = new HashSet<>();
        long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        try (KafkaConsumer<byte[], byte[]> consumer =
                CommittedResults.consumer(bootstrap, Map.of(), List.of(TopicNames.DEFAULT.images()))) {
            while (ids.size() < IMAGES && System.nanoTime() < deadline) {
                consumer.poll(Duration.ofMillis(200))
                        .forEach(record -> ids.add(
                                new String(record.headers().lastHeader("ce_id").value(), UTF_8)));
            }
        }
        return ids;
    }
}
