package io.pawstream.testkit;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.ApiVersions;
import org.apache.kafka.clients.ClientRequest;
import org.apache.kafka.clients.ClientUtils;
import org.apache.kafka.clients.DefaultHostResolver;
import org.apache.kafka.clients.ManualMetadataUpdater;
import org.apache.kafka.clients.NetworkClient;
import org.apache.kafka.clients.NetworkClientUtils;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.compress.Compression;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.message.ProduceRequestData;
import org.apache.kafka.common.message.ProduceRequestData.PartitionProduceData;
import org.apache.kafka.common.message.ProduceRequestData.TopicProduceData;
import org.apache.kafka.common.message.ProduceRequestData.TopicProduceDataCollection;
import org.apache.kafka.common.message.ProduceResponseData.PartitionProduceResponse;
import org.apache.kafka.common.metrics.Metrics;
import org.apache.kafka.common.protocol.Errors;
import org.apache.kafka.common.record.CompressionType;
import org.apache.kafka.common.record.MemoryRecords;
import org.apache.kafka.common.record.MemoryRecordsBuilder;
import org.apache.kafka.common.record.SimpleRecord;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.common.requests.ProduceRequest;
import org.apache.kafka.common.requests.ProduceResponse;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.utils.LogContext;
import org.apache.kafka.common.utils.Time;

/**
 * Publishes batches whose records are larger than the memory of this process, as another client may. The producer of
 * Kafka needs memory for the decompressed batch.
 */
public final class RawProducer implements AutoCloseable {

    private static final int TIMEOUT_MILLIS = 60_000;
    private static final long RETRY_NANOS = 100_000_000;

    private final Metrics metrics = new Metrics();
    private final Node broker;
    private final NetworkClient client;

    /**
     * Creates a producer. It connects with the first batch.
     *
     * @param bootstrap the only broker, {@code host:port}
     */
    public RawProducer(String bootstrap) {
        int colon = bootstrap.lastIndexOf(':');
        broker = new Node(-1, bootstrap.substring(0, colon), Integer.parseInt(bootstrap.substring(colon + 1)));
        client = ClientUtils.createNetworkClient(
                new ProducerConfig(Map.of(
                        ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        bootstrap,
                        ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG,
                        ByteArraySerializer.class,
                        ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG,
                        ByteArraySerializer.class)),
                "raw-producer",
                metrics,
                "raw-producer",
                new LogContext(),
                new ApiVersions(),
                Time.SYSTEM,
                1,
                TIMEOUT_MILLIS,
                new ManualMetadataUpdater(),
                new DefaultHostResolver());
    }

    /**
     * Returns a value of zeros that occupies no memory.
     *
     * @param size size in bytes
     * @return a read-only buffer
     * @throws IOException if no temporary file can be created
     */
    public static ByteBuffer zeros(int size) throws IOException {
        Path file = Files.createTempFile("pawstream-zeros-", ".bin");
        try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
            sparse.setLength(size);
            return sparse.getChannel().map(FileChannel.MapMode.READ_ONLY, 0, size);
        } finally {
            Files.delete(file);
        }
    }

    /**
     * Publishes records as one batch, and waits for its acknowledgement.
     *
     * @param partition the partition
     * @param compression compression of the batch
     * @param records the records, in order
     * @throws IOException if the broker does not accept the batch
     */
    public void publish(TopicPartition partition, CompressionType compression, List<SimpleRecord> records)
            throws IOException {
        MemoryRecordsBuilder batch = MemoryRecords.builder(
                ByteBuffer.allocate(1 << 20), Compression.of(compression).build(), TimestampType.CREATE_TIME, 0);
        records.forEach(batch::append);
        MemoryRecords built = batch.build();
        long deadline = System.nanoTime() + TIMEOUT_MILLIS * 1_000_000L;
        PartitionProduceResponse result = send(partition, built);
        // The partition of a new topic has no leader for a moment.
        while (Errors.forCode(result.errorCode()).exception() instanceof RetriableException
                && System.nanoTime() < deadline) {
            LockSupport.parkNanos(RETRY_NANOS);
            result = send(partition, built);
        }
        if (result.errorCode() != Errors.NONE.code()) {
            throw new IOException(Errors.forCode(result.errorCode()).exceptionName() + ": " + result.errorMessage());
        }
    }

    private PartitionProduceResponse send(TopicPartition partition, MemoryRecords batch) throws IOException {
        ProduceRequestData data = new ProduceRequestData()
                .setAcks((short) -1)
                .setTimeoutMs(TIMEOUT_MILLIS)
                .setTopicData(new TopicProduceDataCollection(List.of(new TopicProduceData()
                                .setName(partition.topic())
                                .setPartitionData(List.of(new PartitionProduceData()
                                        .setIndex(partition.partition())
                                        .setRecords(batch))))
                        .iterator()));
        if (!NetworkClientUtils.awaitReady(client, broker, Time.SYSTEM, TIMEOUT_MILLIS)) {
            throw new IOException("cannot connect to broker " + broker);
        }
        ClientRequest request = client.newClientRequest(
                broker.idString(), ProduceRequest.builder(data, true), Time.SYSTEM.milliseconds(), true);
        ProduceResponse response = (ProduceResponse)
                NetworkClientUtils.sendAndReceive(client, request, Time.SYSTEM).responseBody();
        return response.data()
                .responses()
                .iterator()
                .next()
                .partitionResponses()
                .get(0);
    }

    @Override
    public void close() {
        client.close();
        metrics.close();
    }
}
