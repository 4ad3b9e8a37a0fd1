package io.pawstream.processor.streams;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.ApiVersions;
import org.apache.kafka.clients.ClientRequest;
import org.apache.kafka.clients.ClientUtils;
import org.apache.kafka.clients.DefaultHostResolver;
import org.apache.kafka.clients.ManualMetadataUpdater;
import org.apache.kafka.clients.NetworkClient;
import org.apache.kafka.clients.NetworkClientUtils;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.message.FetchResponseData;
import org.apache.kafka.common.metrics.Metrics;
import org.apache.kafka.common.protocol.Errors;
import org.apache.kafka.common.requests.FetchRequest;
import org.apache.kafka.common.requests.FetchResponse;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.utils.LogContext;
import org.apache.kafka.common.utils.Time;

/**
 * Fetches the batches of a partition as they are stored. The consumer of Kafka returns only decompressed records, so this
 * class uses the internals of the client.
 */
final class RawFetch implements AutoCloseable {

    /** The last version of the request that names topics instead of their ids. */
    private static final short VERSION = 12;

    private final Metrics metrics = new Metrics();
    private final ConsumerConfig config;
    private final NetworkClient client;

    /**
     * Creates a client. It connects with the first request.
     *
     * @param consumer configuration of a consumer
     */
    RawFetch(Map<String, Object> consumer) {
        Map<String, Object> settings = new HashMap<>(consumer);
        settings.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
        settings.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
        config = new ConsumerConfig(settings);
        client = ClientUtils.createNetworkClient(
                config,
                config.getString(ConsumerConfig.CLIENT_ID_CONFIG) + "-raw",
                metrics,
                "raw-fetch",
                new LogContext(),
                new ApiVersions(),
                Time.SYSTEM,
                1,
                config.getInt(ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG),
                new ManualMetadataUpdater(),
                new DefaultHostResolver());
    }

    /**
     * Fetches the batches from a position.
     *
     * @param leader the broker that leads the partition
     * @param partition the partition
     * @param offset offset in the first batch
     * @return the batches and the aborted transactions among them
     * @throws IOException if the broker does not respond or reports an error
     */
    FetchResponseData.PartitionData batches(Node leader, TopicPartition partition, long offset) throws IOException {
        int timeout = config.getInt(ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG);
        if (!NetworkClientUtils.awaitReady(client, leader, Time.SYSTEM, timeout)) {
            throw new IOException("cannot connect to broker " + leader + " within " + timeout + " ms");
        }
        FetchRequest.PartitionData position = new FetchRequest.PartitionData(
                Uuid.ZERO_UUID,
                offset,
                FetchRequest.INVALID_LOG_START_OFFSET,
                config.getInt(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG),
                Optional.empty());
        FetchRequest.Builder request = FetchRequest.Builder.forConsumer(VERSION, 0, 1, Map.of(partition, position))
                .isolationLevel(IsolationLevel.READ_COMMITTED)
                .setMaxBytes(config.getInt(ConsumerConfig.FETCH_MAX_BYTES_CONFIG));
        ClientRequest sent = client.newClientRequest(leader.idString(), request, Time.SYSTEM.milliseconds(), true);
        FetchResponse response = (FetchResponse)
                NetworkClientUtils.sendAndReceive(client, sent, Time.SYSTEM).responseBody();
        FetchResponseData.PartitionData data =
                response.data().responses().get(0).partitions().get(0);
        if (data.errorCode() != Errors.NONE.code()) {
            throw new IOException("cannot fetch " + partition + " from offset " + offset + ": "
                    + Errors.forCode(data.errorCode()).message());
        }
        return data;
    }

    @Override
    public void close() {
        client.close();
        metrics.close();
    }
}
