package io.pawstream.processor.app;

import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
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

    /** Limits how long an HTTP request and the shutdown block while no broker is reachable. */
    private static final Map<String, Object> CONTROL = Map.of(ProducerConfig.MAX_BLOCK_MS_CONFIG, 5_000);

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

    KafkaClients(Instance<StreamsConfig> streams) {
        this.streams = streams;
    }

    /** Returns the producer for model selections, instance status and images of the HTTP API. */
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

    private Producer<byte[], byte[]> producer(String name, Map<String, Object> settings) {
        Map<String, Object> configuration = new HashMap<>(streams.get().getProducerConfigs("pawstream-" + name));
        configuration.putAll(settings);
        return new KafkaProducer<>(configuration, new ByteArraySerializer(), new ByteArraySerializer());
    }

    /** Returns the configuration of a consumer without a group. */
    Map<String, Object> consumer(String name) {
        Map<String, Object> configuration = new HashMap<>(streams.get().getGlobalConsumerConfigs("pawstream-" + name));
        // Applies if the records at its position have been deleted.
        configuration.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        return configuration;
    }

    /** Returns the configuration of an admin client. */
    Map<String, Object> admin(String name) {
        return streams.get().getAdminConfigs("pawstream-" + name);
    }

    @Override
    public synchronized void close() {
        if (control != null) {
            control.close(CLOSE_TIMEOUT);
        }
        if (shadow != null) {
            shadow.close(CLOSE_TIMEOUT);
        }
    }
}
