package io.pawstream.processor.streams;

import io.pawstream.contract.event.TopicNames;
import io.pawstream.contract.event.TopicRequirements;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Checks that the topics exist. A Kafka producer lets a broker create missing topics automatically, with the defaults of
 * the broker, so nothing is published before. Logs once what is not suitable about the topics.
 */
public final class TopicCheck implements ClusterWatch.Check {

    private static final Logger LOG = Logger.getLogger(TopicCheck.class);

    private final Admin admin;
    private final TopicNames names;
    private final List<String> required;
    private final String command;
    private boolean compared;

    /**
     * Creates a check.
     *
     * @param admin client of the broker
     * @param names names of all topics
     * @param required names of the topics that must exist
     * @param bootstrapServers addresses of the brokers, for the command that creates the topics
     */
    public TopicCheck(Admin admin, TopicNames names, List<String> required, String bootstrapServers) {
        this.admin = admin;
        this.names = names;
        this.required = List.copyOf(required);
        this.command = "./pawstream topics create --bootstrap " + bootstrapServers + options(names);
    }

    /** Returns the options for the names that are not the default. */
    private static String options(TopicNames names) {
        List<String> options = List.of(
                "--images-topic",
                "--predictions-topic",
                "--rejected-topic",
                "--model-selection-topic",
                "--shadow-topic",
                "--instances-topic");
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < options.size(); i++) {
            String name = names.all().get(i);
            if (!name.equals(TopicNames.DEFAULT.all().get(i))) {
                text.append(' ').append(options.get(i)).append(' ').append(name);
            }
        }
        return text.toString();
    }

    @Override
    public Optional<String> problem() throws ExecutionException, InterruptedException {
        Map<String, Integer> partitions = new HashMap<>();
        List<String> missing = new ArrayList<>();
        for (Map.Entry<String, KafkaFuture<TopicDescription>> topic :
                admin.describeTopics(required).topicNameValues().entrySet()) {
            try {
                partitions.put(
                        topic.getKey(), topic.getValue().get().partitions().size());
            } catch (ExecutionException e) {
                if (e.getCause() instanceof UnknownTopicOrPartitionException) {
                    missing.add(topic.getKey());
                } else if (!(e.getCause() instanceof AuthorizationException)) {
                    throw e;
                }
                // Without the permission, the clients that use the topic report it.
            }
        }
        if (!missing.isEmpty()) {
            missing.sort(String::compareTo);
            return Optional.of("missing topics: " + String.join(", ", missing) + "; to create them, run: " + command);
        }
        if (!compared) {
            compared = true;
            compare(partitions);
        }
        return Optional.empty();
    }

    private void compare(Map<String, Integer> partitions) throws ExecutionException, InterruptedException {
        Map<ConfigResource, KafkaFuture<Config>> configs = admin.describeConfigs(partitions.keySet().stream()
                        .map(name -> new ConfigResource(ConfigResource.Type.TOPIC, name))
                        .toList())
                .values();
        Map<String, TopicRequirements.Settings> topics = new HashMap<>();
        for (Map.Entry<ConfigResource, KafkaFuture<Config>> each : configs.entrySet()) {
            String name = each.getKey().name();
            Config config = config(each.getValue());
            String maxBytes = value(config, TopicConfig.MAX_MESSAGE_BYTES_CONFIG);
            topics.put(
                    name,
                    new TopicRequirements.Settings(
                            partitions.getOrDefault(name, 1),
                            value(config, TopicConfig.CLEANUP_POLICY_CONFIG),
                            maxBytes == null ? null : Integer.valueOf(maxBytes)));
        }
        TopicRequirements.deviations(names, topics).forEach(LOG::warn);
    }

    /** Returns the configuration, or null without the permission to read it, which the service does not need. */
    private static @Nullable Config config(KafkaFuture<Config> config) throws ExecutionException, InterruptedException {
        try {
            return config.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof AuthorizationException) {
                return null;
            }
            throw e;
        }
    }

    private static @Nullable String value(@Nullable Config config, String name) {
        ConfigEntry entry = config == null ? null : config.get(name);
        return entry == null ? null : entry.value();
    }
}
