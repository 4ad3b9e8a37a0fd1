package io.pawstream.quickstart.chaos;

import io.pawstream.contract.event.TopicNames;
import io.pawstream.testkit.NumberedImages;
import io.pawstream.testkit.RawProducer;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.record.CompressionType;
import org.apache.kafka.common.record.SimpleRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Numbered images that must be rejected, and the topics that make them possible. */
final class UnusualImages {

    private static final String KEY = "unusual";

    /** More than the heap of the processor. */
    private static final int LARGE_BYTES = 600 << 20;

    private final String bootstrap;
    private final byte[] image;

    /**
     * Creates a publisher.
     *
     * @param bootstrap the broker, {@code host:port}
     * @param image an encoded image
     */
    UnusualImages(String bootstrap, byte[] image) {
        this.bootstrap = bootstrap;
        this.image = image;
    }

    /** A publishing method. */
    @FunctionalInterface
    interface Publication {
        /** Publishes the image with a number. */
        void publish(UnusualImages images, int number) throws Exception;
    }

    /** Configures the topic of images as it is on a broker before Kafka 4.2.2. */
    void allowRecordsOfAnySize() throws ExecutionException, InterruptedException {
        configure(
                TopicConfig.MAX_DECOMPRESSED_MESSAGE_BYTES_CONFIG,
                Integer.toString(Integer.MAX_VALUE - 8),
                TopicNames.DEFAULT.images());
    }

    /** Publishes a record of a few kilobytes that does not fit into the heap of the processor. */
    void publishLargerThanTheHeap(int number) throws IOException {
        ProducerRecord<byte[], byte[]> record = NumberedImages.record(number, KEY, image);
        try (RawProducer producer = new RawProducer(bootstrap)) {
            producer.publish(
                    new TopicPartition(record.topic(), 0),
                    CompressionType.ZSTD,
                    List.of(new SimpleRecord(
                            System.currentTimeMillis(),
                            ByteBuffer.wrap(record.key()),
                            RawProducer.zeros(LARGE_BYTES),
                            record.headers().toArray())));
        }
    }

    /** Configures the output topics so that they accept no timestamp of more than a day ago. */
    void allowResultsOfOneDay() throws ExecutionException, InterruptedException {
        configure(
                TopicConfig.MESSAGE_TIMESTAMP_BEFORE_MAX_MS_CONFIG,
                Long.toString(Duration.ofDays(1).toMillis()),
                TopicNames.DEFAULT.predictions(),
                TopicNames.DEFAULT.rejected());
    }

    /** Publishes a record whose prediction has a timestamp that Kafka does not accept. */
    void publishThreeDaysOld(int number) throws ExecutionException, InterruptedException {
        ProducerRecord<byte[], byte[]> record = NumberedImages.record(number, KEY, image);
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrap), new ByteArraySerializer(), new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(
                            record.topic(),
                            0,
                            Instant.now().minus(Duration.ofDays(3)).toEpochMilli(),
                            record.key(),
                            record.value(),
                            record.headers()))
                    .get();
        }
    }

    private void configure(String name, String value, String... topics)
            throws ExecutionException, InterruptedException {
        AlterConfigOp set = new AlterConfigOp(new ConfigEntry(name, value), AlterConfigOp.OpType.SET);
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrap))) {
            admin.incrementalAlterConfigs(Stream.of(topics)
                            .collect(Collectors.toMap(
                                    topic -> new ConfigResource(ConfigResource.Type.TOPIC, topic),
                                    topic -> List.of(set))))
                    .all()
                    .get();
        }
    }
}
