package io.pawstream.producer.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pawstream.contract.event.TopicNames;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.CreateTopicsResult;
import org.apache.kafka.clients.admin.CreateTopicsResult.TopicMetadataAndConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.InvalidConfigurationException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.internals.KafkaFutureImpl;
import org.junit.jupiter.api.Test;

class TopicsTest {

    private static final String LIMIT = "max.decompressed.message.bytes";
    private final List<NewTopic> created = new ArrayList<>();

    @Test
    void limitsTheDecompressedSizeOfEachRecordThatCanBeLarge() throws BrokerException {
        assertThat(topics(topic -> null).create(TopicPlan.DEFAULT)).hasSize(6);
        assertThat(created)
                .filteredOn(topic -> topic.configs().containsKey("max.message.bytes"))
                .hasSize(4)
                .allSatisfy(topic -> assertThat(topic.configs())
                        .containsEntry(LIMIT, topic.configs().get("max.message.bytes")));
    }

    @Test
    void createsTheTopicsWithoutThisLimitOnAnOlderBroker() throws BrokerException {
        Topics topics = topics(topic -> topic.configs().containsKey(LIMIT)
                ? new InvalidConfigurationException("Unknown topic config name: " + LIMIT)
                : null);
        assertThat(topics.create(TopicPlan.DEFAULT)).hasSize(6);
        assertThat(created)
                .filteredOn(topic -> topic.name().equals(TopicNames.DEFAULT.images()))
                .last()
                .satisfies(topic -> {
                    assertThat(topic.configs()).containsOnlyKeys("max.message.bytes");
                    assertThat(topic.numPartitions()).isEqualTo(4);
                });
    }

    @Test
    void anotherInvalidConfigurationFails() {
        Topics topics = topics(topic -> new InvalidConfigurationException("max.message.bytes is invalid"));
        assertThatThrownBy(() -> topics.create(TopicPlan.DEFAULT))
                .isInstanceOf(BrokerException.class)
                .hasMessageContaining("max.message.bytes is invalid");
        assertThat(created).filteredOn(topic -> topic.name().equals("images")).hasSize(2);
    }

    @Test
    void anExistingTopicIsNotCreated() throws BrokerException {
        assertThat(topics(topic -> new TopicExistsException("exists")).create(TopicPlan.DEFAULT))
                .isEmpty();
    }

    private Topics topics(Function<NewTopic, Exception> broker) {
        Admin admin = (Admin) Proxy.newProxyInstance(
                Admin.class.getClassLoader(), new Class<?>[] {Admin.class}, (proxy, method, arguments) -> {
                    Map<String, KafkaFuture<TopicMetadataAndConfig>> results = new HashMap<>();
                    for (Object argument : (Collection<?>) arguments[0]) {
                        NewTopic topic = (NewTopic) argument;
                        created.add(topic);
                        KafkaFutureImpl<TopicMetadataAndConfig> result = new KafkaFutureImpl<>();
                        Exception failure = broker.apply(topic);
                        if (failure == null) {
                            result.complete(null);
                        } else {
                            result.completeExceptionally(failure);
                        }
                        results.put(topic.name(), result);
                    }
                    return new CreateTopicsResult(results) {};
                });
        return new Topics(KafkaAccess.to("localhost:9092"), admin);
    }
}
