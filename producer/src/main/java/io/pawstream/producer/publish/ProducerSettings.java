package io.pawstream.producer.publish;

import io.pawstream.producer.broker.KafkaAccess;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Configuration of the Kafka producer: no lost and no duplicate records, and bounded memory. */
public final class ProducerSettings {

    private static final int BUFFER_BYTES = 32 << 20;
    private static final int BATCH_BYTES = 256 << 10;
    /** Long enough for a broker to restart. */
    private static final int DELIVERY_TIMEOUT_MS = 60_000;

    private static final int REQUEST_TIMEOUT_MS = 15_000;
    private static final int METADATA_MAX_AGE_MS = 10_000;

    private ProducerSettings() {}

    /**
     * Creates the configuration of a producer of images.
     *
     * @param access the cluster; its client properties take precedence over these settings
     * @param maxMessageBytes maximum size of a record, in bytes
     * @return settings by name, with serializers of byte arrays
     */
    public static Map<String, Object> of(KafkaAccess access, int maxMessageBytes) {
        Map<String, Object> settings = new HashMap<>();
        settings.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
        settings.put(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
        settings.put(ProducerConfig.ACKS_CONFIG, "all");
        settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        // If a new leader rejects the first batch and accepts the next one, it never accepts the first one
        // (KAFKA-14359).
        settings.put(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, 1);
        // Images are already compressed.
        settings.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "none");
        // Images are large, so waiting for further ones would delay them without saving much.
        settings.put(ProducerConfig.LINGER_MS_CONFIG, 0);
        settings.put(ProducerConfig.BATCH_SIZE_CONFIG, Math.min(BATCH_BYTES, maxMessageBytes));
        // The client rejects an oversized record at once, before it delays the batch that contains it.
        settings.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, maxMessageBytes);
        settings.put(ProducerConfig.BUFFER_MEMORY_CONFIG, (long) Math.max(BUFFER_BYTES, maxMessageBytes));
        settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, DELIVERY_TIMEOUT_MS);
        settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, DELIVERY_TIMEOUT_MS);
        settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, REQUEST_TIMEOUT_MS);
        // A leader without connection to the other brokers rejects each request as timed out, and the client does not
        // look for another leader because of that.
        settings.put(ProducerConfig.METADATA_MAX_AGE_CONFIG, METADATA_MAX_AGE_MS);
        return access.settings(settings);
    }
}
