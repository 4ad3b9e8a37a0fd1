package io.pawstream.producer.broker;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TopicExistsException;

/**
 * Makes and describes topics.
 *
 * <pre>{@code
 * try (Topics topics = Topics.at(KafkaAccess.to("localhost:9092"))) {
 *     List<String> made = topics.create(TopicPlan.DEFAULT);
 * }
 * }</pre>
 */
public final class Topics implements AutoCloseable {

    private final KafkaAccess access;
    private final Admin admin;

    /** Topics behind an admin client, which {@link #close} closes. */
    public Topics(KafkaAccess access, Admin admin) {
        this.access = access;
        this.admin = admin;
    }

    /**
     * The topics of a broker; whether it answers is seen with the first question.
     *
     * @throws BrokerException if the settings are of no use
     */
    public static Topics at(KafkaAccess access) throws BrokerException {
        try {
            return new Topics(
                    access,
                    Admin.create(access.settings(Map.of(
                            AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                            KafkaAccess.ANSWER_TIMEOUT_MS,
                            AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG,
                            KafkaAccess.ANSWER_TIMEOUT_MS / 2))));
        } catch (KafkaException e) {
            throw BrokerException.of(access, e);
        }
    }

    /**
     * Makes the topics that are not there yet and leaves the others as they are.
     *
     * @return names of those that were made
     */
    public List<String> create(TopicPlan plan) throws BrokerException {
        List<String> made = new ArrayList<>();
        Map<String, KafkaFuture<Void>> results =
                admin.createTopics(plan.topics()).values();
        for (NewTopic topic : plan.topics()) {
            try {
                results.get(topic.name()).get();
                made.add(topic.name());
            } catch (ExecutionException e) {
                if (!(e.getCause() instanceof TopicExistsException)) {
                    throw BrokerException.of(access, topic.name(), e);
                }
            } catch (InterruptedException e) {
                throw new InterruptException(e);
            }
        }
        return made;
    }

    /** The topic of this name, if there is one. */
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
     * The largest record that a topic takes, in bytes.
     *
     * @throws BrokerException if the topic is not there
     */
    public int maxMessageBytes(String name) throws BrokerException {
        ConfigResource topic = new ConfigResource(ConfigResource.Type.TOPIC, name);
        try {
            Config config = admin.describeConfigs(List.of(topic)).all().get().get(topic);
            return Integer.parseInt(
                    config.get(TopicConfig.MAX_MESSAGE_BYTES_CONFIG).value());
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
