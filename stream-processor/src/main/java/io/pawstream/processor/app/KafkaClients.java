package io.pawstream.processor.app;

import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.jspecify.annotations.Nullable;

/**
 * Kafka clients in addition to those of Kafka Streams, with the same connection settings. Producers are created on
 * first use, because the streams depend on the shadow publisher, and its producer on the configuration of the
 * streams.
 */
@Singleton
class KafkaClients implements AutoCloseable {

    /** Limits how long an HTTP request and the shutdown block, and how late a record arrives after an outage. */
    private static final Map<String, Object> CONTROL = Map.of(
            ProducerConfig.MAX_BLOCK_MS_CONFIG, 5_000,
            ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 15_000,
            ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 10_000);

    /** A selection consists of three steps, which take at most 15 s together. */
    private static final Map<String, Object> SELECTION = Map.of(
            ProducerConfig.MAX_BLOCK_MS_CONFIG, 5_000,
            ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 5_000,
            ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 4_000,
            ProducerConfig.LINGER_MS_CONFIG, 0);

    /** Limits how long the checks of the broker wait for it. */
    private static final Map<String, Object> ADMIN = Map.of(
            AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 5_000,
            AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, 4_000,
            // A broker that is just starting is found soon.
            AdminClientConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, 200);

    /** Limits how long a shadow prediction can block an inference worker; after that it is dropped. */
    private static final Map<String, Object> SHADOW = Map.of(
            ProducerConfig.MAX_BLOCK_MS_CONFIG, 500,
            ProducerConfig.LINGER_MS_CONFIG, 50,
            ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 30_000,
            ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 10_000);

    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(2);

    private final Instance<StreamsConfig> streams;
    private @Nullable Producer<byte[], byte[]> control;
    private @Nullable Producer<byte[], byte[]> shadow;
    private @Nullable Admin cluster;

    KafkaClients(Instance<StreamsConfig> streams) {
        this.streams = streams;
    }

    /** Returns the producer for instance status and images of the HTTP API. */
    synchronized Producer<byte[], byte[]> control() {
        Producer<byte[], byte[]> producer = control == null ? producer("control", CONTROL) : control;
        control = producer;
        return producer;
    }

    /** Returns the producer for predictions of the shadow model. */
    synchronized Producer<byte[], byte[]> shadow() {
        Producer<byte[], byte[]> producer = shadow == null ? producer("shadow", SHADOW) : shadow;
        shadow = producer;
        return producer;
    }

    /**
     * Creates a transactional producer for one model selection. All instances have the same transactional id, so the
     * next selection of any instance aborts a transaction whose outcome is unknown.
     */
    Producer<byte[], byte[]> selection() {
        Map<String, Object> settings = new HashMap<>(SELECTION);
        settings.put(
                ProducerConfig.TRANSACTIONAL_ID_CONFIG,
                streams.get().getString(StreamsConfig.APPLICATION_ID_CONFIG) + "-selection");
        return producer("selection", settings);
    }

    private Producer<byte[], byte[]> producer(String name, Map<String, Object> settings) {
        Map<String, Object> configuration = new HashMap<>(streams.get().getProducerConfigs("pawstream-" + name));
        configuration.putAll(settings);
        return new KafkaProducer<>(configuration, new ByteArraySerializer(), new ByteArraySerializer());
    }

    /** Returns the configuration of a consumer without a group. */
    Map<String, Object> consumer(String name) {
        Map<String, Object> configuration = new HashMap<>(streams.get().getGlobalConsumerConfigs("pawstream-" + name));
        configuration.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        // A selection that was not committed is not visible.
        configuration.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        // Applies if the records at its position have been deleted.
        configuration.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        return configuration;
    }

    /** Returns the configuration of an admin client. */
    Map<String, Object> admin(String name) {
        Map<String, Object> configuration = new HashMap<>(streams.get().getAdminConfigs("pawstream-" + name));
        configuration.putAll(ADMIN);
        return configuration;
    }

    /** Returns the admin client for the checks of the cluster. */
    synchronized Admin cluster() {
        Admin admin = cluster == null ? Admin.create(admin("cluster")) : cluster;
        cluster = admin;
        return admin;
    }

    @Override
    public synchronized void close() {
        if (control != null) {
            control.close(CLOSE_TIMEOUT);
        }
        if (shadow != null) {
            shadow.close(CLOSE_TIMEOUT);
        }
        if (cluster != null) {
            cluster.close(Duration.ZERO);
        }
    }
}
