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
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

@Tag("slow")
class EmbeddedClusterTest {

    private static final int IMAGES = 60;

    private static EmbeddedCluster cluster;

    @BeforeAll
    static void start() throws Exception {
        cluster = EmbeddedCluster.start(3);
        try (Topics topics = Topics.at(KafkaAccess.to(cluster.bootstrap()))) {
            topics.create(TopicPlan.DEFAULT);
        }
    }

    @AfterAll
    static void stop() {
        cluster.close();
    }

    @Test
    void imagesSurviveTheControllersDeath() throws Throwable {
        assertThat(cluster.brokers()).containsExactly(1, 2, 3);
        int controller = cluster.controller();
        publishDuring(() -> cluster.kill(controller), 0);
        assertThat(cluster.controller()).isIn(cluster.brokers()).isNotEqualTo(controller);
        cluster.startAgain(controller);
        assertThatImagesAreStored(0);
    }

    @Test
    void aBrokerWithoutConnectionToTheOthersLeadsNothing() throws Throwable {
        int controller = cluster.controller();
        publishDuring(() -> cluster.cutFromBrokers(controller), IMAGES);
        cluster.reconnect();
        assertThat(cluster.controller()).isNotEqualTo(controller);
        assertThatImagesAreStored(IMAGES);
    }

    /** Publishes images for 6 s, from shortly before a failure. */
    private static void publishDuring(Executable failure, int first) throws Throwable {
        try (NumberedImages images =
                new NumberedImages(cluster.bootstrap(), first, IMAGES, 10, NumberedImages.mixed(1))) {
            images.start();
            failure.execute();
            assertThat(images.awaitEnd()).isEqualTo(IMAGES);
        }
    }

    private static void assertThatImagesAreStored(int first) {
        List<String> published = IntStream.range(first, first + IMAGES)
                .mapToObj(NumberedImages::id)
                .toList();
        assertThat(read(published)).containsAll(published);
    }

    /** Reads until all of some images have been read, at most for a minute. */
    private static Set<String> read(List<String> expected) {
        Set<String> ids = new HashSet<>();
        long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        try (KafkaConsumer<byte[], byte[]> consumer =
                CommittedResults.consumer(cluster.bootstrap(), Map.of(), List.of(TopicNames.DEFAULT.images()))) {
            while (!ids.containsAll(expected) && System.nanoTime() < deadline) {
                consumer.poll(Duration.ofMillis(200))
                        .forEach(record -> ids.add(
                                new String(record.headers().lastHeader("ce_id").value(), UTF_8)));
            }
        }
        return ids;
    }
}
