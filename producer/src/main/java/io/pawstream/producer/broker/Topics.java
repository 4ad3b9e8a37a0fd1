package io.pawstream.producer.broker;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.InvalidConfigurationException;
import org.apache.kafka.common.errors.TopicExistsException;

/**
 * Creates and describes topics.
 *
 * <pre>{@code
 * try (Topics topics = Topics.at(KafkaAccess.to("localhost:9092"))) {
 *     List<String> created = topics.create(TopicPlan.DEFAULT);
 * }
 * }</pre>
 */
public final class Topics implements AutoCloseable {

    private final KafkaAccess access;
    private final Admin admin;

    /** Creates an instance with a given admin client, which {@link #close} closes. */
    Topics(KafkaAccess access, Admin admin) {
        this.access = access;
        this.admin = admin;
    }

    /**
     * Creates a client for the topics of a broker. It connects with the first request.
     *
     * @param access the broker and the client settings
     * @return the client
     * @throws BrokerException if the client settings are invalid
     */
    public static Topics at(KafkaAccess access) throws BrokerException {
        try {
            return new Topics(
                    access,
                    Admin.create(access.settings(Map.of(
                            AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                            KafkaAccess.API_TIMEOUT_MS,
                            AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG,
                            KafkaAccess.API_TIMEOUT_MS / 2))));
        } catch (KafkaException e) {
            throw BrokerException.of(access, e);
        }
    }

    /**
     * Creates the missing topics and leaves existing ones unchanged. A broker before Kafka 4.2.2 cannot limit the size of
     * records after decompression.
     *
     * @param plan configuration of the topics
     * @return names of the created topics
     * @throws BrokerException if the broker does not respond or does not create a topic
     */
    public List<String> create(TopicPlan plan) throws BrokerException {
        List<String> created = new ArrayList<>();
        Map<String, KafkaFuture<Void>> results =
                admin.createTopics(plan.topics()).values();
        for (NewTopic topic : plan.topics()) {
            if (create(topic, results)) {
                created.add(topic.name());
            }
        }
        return created;
    }

    /** Waits until a topic is created. Returns false if it exists. */
    private boolean create(NewTopic topic, Map<String, KafkaFuture<Void>> results) throws BrokerException {
        try {
            Objects.requireNonNull(results.get(topic.name())).get();
            return true;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof TopicExistsException) {
                return false;
            }
            NewTopic older = withoutDecompressedLimit(topic);
            if (e.getCause() instanceof InvalidConfigurationException
                    && !older.configs().equals(topic.configs())) {
                return create(older, admin.createTopics(List.of(older)).values());
            }
            throw BrokerException.of(access, topic.name(), e);
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }

    /** Returns the topic with the configuration that a broker before Kafka 4.2.2 knows. */
    private static NewTopic withoutDecompressedLimit(NewTopic topic) {
        Map<String, String> configs = new HashMap<>(topic.configs());
        configs.remove(TopicPlan.MAX_DECOMPRESSED_BYTES);
        return new NewTopic(topic.name(), topic.numPartitions(), topic.replicationFactor()).configs(configs);
    }

    /**
     * Describes a topic.
     *
     * @param name name of the topic
     * @return its configuration and size; empty if the topic does not exist
     * @throws BrokerException if the broker does not respond or denies access
     */
    public Optional<TopicState> find(String name) throws BrokerException {
        try {
            return Optional.of(new TopicReader(admin).read(name));
        } catch (ExecutionException e) {
            if (BrokerException.isUnknownTopic(e)) {
                return Optional.empty();
            }
            throw BrokerException.of(access, name, e);
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }

    /**
     * Returns the maximum size of a record in a topic, {@code max.message.bytes}.
     *
     * @param name name of the topic
     * @return the size in bytes
     * @throws BrokerException if there is no such topic, or if the broker does not respond or denies access
     */
    public int maxMessageBytes(String name) throws BrokerException {
        try {
            return new TopicReader(admin).maxMessageBytes(name);
        } catch (ExecutionException e) {
            throw BrokerException.isUnknownTopic(e)
                    ? BrokerException.noTopic(access, name)
                    : BrokerException.of(access, name, e);
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }

    @Override
    public void close() {
        admin.close();
    }
}
