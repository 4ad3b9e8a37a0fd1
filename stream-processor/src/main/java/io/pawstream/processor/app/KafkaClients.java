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
 * Kafka clients beside the stream, with the connection settings of the streams. Producers are created on first use: the
 * streams need the shadow's to be created themselves.
 */
@Singleton
class KafkaClients implements AutoCloseable {

    /** Bounded, because an HTTP client waits, and so does the end of the process. */
    private static final Map<String, Object> CONTROL = Map.of(ProducerConfig.MAX_BLOCK_MS_CONFIG, 5_000);

    /** The shadow must not delay images: what the buffer does not accept at once is dropped. */
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

    /** The producer of selections, status and images of the HTTP API. */
    synchronized Producer<byte[], byte[]> control() {
        Producer<byte[], byte[]> producer = control == null ? producer("control", CONTROL) : control;
        control = producer;
        return producer;
    }

    /** The producer of the shadow model's predictions. */
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

    /** The configuration of a consumer without a group. */
    Map<String, Object> consumer(String name) {
        Map<String, Object> configuration = new HashMap<>(streams.get().getGlobalConsumerConfigs("pawstream-" + name));
        // After the deletion of the records at its position.
        configuration.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        return configuration;
    }

    /** The configuration of an admin client. */
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
