package io.pawstream.integration;

import static org.assertj.core.api.Assertions.assertThat;

import io.pawstream.contract.event.Rejection;
import io.pawstream.contract.event.TopicNames;
import io.pawstream.producer.broker.BrokerException;
import io.pawstream.producer.broker.KafkaAccess;
import io.pawstream.producer.broker.TopicPlan;
import io.pawstream.producer.broker.Topics;
import io.pawstream.producer.publish.ImagePublisher;
import io.pawstream.producer.publish.PublishListener;
import io.pawstream.producer.publish.PublishPlan;
import io.pawstream.producer.publish.PublishSummary;
import io.pawstream.producer.subscribe.EventSubscriber;
import io.pawstream.sources.ImageSource;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** The shortest operation that needs each permission of a user, for all users but the processor's. */
final class RoleOperations {

    private static final TopicNames TOPICS = TopicNames.DEFAULT;

    private RoleOperations() {}

    /** Runs the operations of a user. */
    static void run(String user, KafkaAccess access) throws BrokerException, IOException {
        switch (user) {
            case "administrator" -> administer(access);
            case "publisher" -> publish(access);
            case "subscriber" -> readInGroup(access, "subscribers");
            case "operator" -> {
                readRejection(access);
                publish(access);
            }
            default -> throw new AssertionError("unknown user " + user);
        }
    }

    private static void administer(KafkaAccess access) throws BrokerException {
        try (Topics topics = Topics.at(access)) {
            assertThat(topics.create(TopicPlan.DEFAULT)).isEmpty();
            for (String name : List.of(
                    TOPICS.images(),
                    TOPICS.predictions(),
                    TOPICS.rejected(),
                    TOPICS.modelSelection(),
                    TOPICS.shadow(),
                    TOPICS.instances())) {
                assertThat(topics.find(name)).isPresent();
            }
        }
    }

    private static void publish(KafkaAccess access) throws BrokerException, IOException {
        try (ImageSource drawn = ImageSource.open(ImageSource.DRAWN, 1);
                ImagePublisher publisher = ImagePublisher.connect(access, TOPICS.images(), PublishListener.NONE)) {
            PublishSummary summary =
                    publisher.publish(drawn, PublishPlan.of("test").withCount(1));
            if (summary.failed().count() > 0) {
                throw new BrokerException(summary.failed().names().toString());
            }
        }
    }

    private static void readRejection(KafkaAccess access) throws BrokerException {
        try (EventSubscriber<Rejection> rejections = EventSubscriber.rejections(access, TOPICS.rejected(), true)) {
            rejections.run((rejection, record) -> rejections.stop());
        }
    }

    private static void readInGroup(KafkaAccess access, String group) {
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                access.settings(Map.of("group.id", group, "auto.offset.reset", "earliest")),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            consumer.subscribe(List.of(TOPICS.predictions()));
            assertThat(consumer.poll(Duration.ofMinutes(1))).isNotEmpty();
        }
    }
}
