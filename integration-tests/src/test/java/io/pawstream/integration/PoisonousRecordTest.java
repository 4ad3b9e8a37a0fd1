package io.pawstream.integration;

import static org.assertj.core.api.Assertions.assertThat;

import io.pawstream.contract.event.PredictionEvent;
import io.pawstream.contract.event.Rejection;
import io.pawstream.contract.event.RejectionReason;
import io.pawstream.contract.event.TopicNames;
import io.pawstream.producer.broker.KafkaAccess;
import io.pawstream.producer.broker.TopicPlan;
import io.pawstream.producer.broker.Topics;
import io.pawstream.testkit.EmbeddedBroker;
import io.pawstream.testkit.ProcessorProcess;
import io.pawstream.testkit.ProcessorSpec;
import io.pawstream.testkit.RawProducer;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.record.CompressionType;
import org.apache.kafka.common.record.SimpleRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Compressed records of a few kilobytes that do not fit into the heap of the processor. */
@Tag("slow")
class PoisonousRecordTest {

    private static final Duration TIMEOUT = Duration.ofMinutes(3);
    private static final int MEBIBYTE = 1 << 20;
    private static final int HEAP_MEGABYTES = 256;
    private static final TopicPartition IMAGES = new TopicPartition(TopicNames.DEFAULT.images(), 0);

    private final List<String> good = new ArrayList<>();
    private final List<String> tooLarge = new ArrayList<>();

    @Test
    void eachIsRejectedAndEachImageBesideItIsClassifiedOnceInOrder() throws Exception {
        Path log = Files.createTempFile("pawstream-poison-", ".log");
        // As a broker before Kafka 4.2.2.
        Map<String, String> unlimited =
                Map.of("max.decompressed.message.bytes", Integer.toString(Integer.MAX_VALUE - 8));
        try (EmbeddedBroker broker = EmbeddedBroker.start(unlimited)) {
            createTopics(broker.bootstrap());
            publish(broker.bootstrap());
            Map<String, String> settings = Map.of(
                    "pawstream.models.directory",
                    Pipeline.HOME.resolve("models").toString(),
                    "pawstream.limits.max-bytes",
                    Integer.toString(32 * MEBIBYTE));
            try (ProcessorProcess processor = ProcessorProcess.start(new ProcessorSpec(
                    Pipeline.HOME, broker.bootstrap(), EmbeddedBroker.freePort(), HEAP_MEGABYTES, settings, log))) {
                Outputs outputs = Outputs.await(broker.bootstrap(), good.size() + tooLarge.size(), TIMEOUT);
                assertThat(outputs.predictions())
                        .as(processor.logEnd())
                        .extracting(PredictionEvent::imageId)
                        .containsExactlyElementsOf(good);
                assertThat(outputs.rejections()).extracting(Rejection::imageId).containsExactlyElementsOf(tooLarge);
                assertThat(outputs.rejections())
                        .extracting(Rejection::reason)
                        .containsOnly(RejectionReason.RECORD_TOO_LARGE);
                assertThat(outputs.rejections().get(0).message()).contains("occupies 3145", "at most 33554432 ");
                assertThat(processor.isAlive()).isTrue();
                assertThat(processor.metric("kafka_stream_failed_stream_threads_total"))
                        .as("the threads survive as well: %s", Files.readString(log))
                        .isZero();
            }
        } finally {
            Files.delete(log);
        }
    }

    /**
     * The topic of images has no limit of its own. Each topic has one partition, because records without a key stay in
     * order only there.
     */
    private static void createTopics(String bootstrap) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrap))) {
            admin.createTopics(List.of(new NewTopic(IMAGES.topic(), 1, (short) 1)))
                    .all()
                    .get();
        }
        try (Topics topics = Topics.at(KafkaAccess.to(bootstrap))) {
            topics.create(new TopicPlan(TopicNames.DEFAULT, 1, -1, TopicNames.DEFAULT_MAX_IMAGE_BYTES));
        }
    }

    private void publish(String bootstrap) throws IOException {
        ByteBuffer larger = RawProducer.zeros(300 * MEBIBYTE);
        Header large = new RecordHeader("large", new byte[40 * MEBIBYTE]);
        try (RawProducer producer = new RawProducer(bootstrap)) {
            for (CompressionType compression : List.of(CompressionType.ZSTD, CompressionType.GZIP)) {
                producer.publish(IMAGES, compression, List.of(good(), tooLarge(null, larger, List.of()), good()));
            }
            producer.publish(
                    IMAGES, CompressionType.ZSTD, List.of(good(), tooLarge(null, null, Collections.nCopies(8, large))));
            producer.publish(IMAGES, CompressionType.ZSTD, List.of(tooLarge(larger, null, List.of()), good()));
            List<SimpleRecord> many = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                many.add(tooLarge(null, ByteBuffer.wrap(large.value()), List.of()));
                many.add(good());
            }
            producer.publish(IMAGES, CompressionType.ZSTD, many);
            producer.publish(IMAGES, CompressionType.GZIP, List.of(good(), good()));
        }
    }

    private SimpleRecord good() throws IOException {
        good.add("good-" + good.size());
        ProducerRecord<byte[], byte[]> record = TestImages.record(good.get(good.size() - 1), TestImages.png());
        return record(record, null, ByteBuffer.wrap(record.value()), List.of());
    }

    private SimpleRecord tooLarge(@Nullable ByteBuffer key, @Nullable ByteBuffer value, List<Header> headers) {
        tooLarge.add("large-" + tooLarge.size());
        ProducerRecord<byte[], byte[]> record = TestImages.record(tooLarge.get(tooLarge.size() - 1), new byte[0]);
        return record(record, key, value, headers);
    }

    private static SimpleRecord record(
            ProducerRecord<byte[], byte[]> event,
            @Nullable ByteBuffer key,
            @Nullable ByteBuffer value,
            List<Header> more) {
        List<Header> headers = new ArrayList<>(List.of(event.headers().toArray()));
        headers.addAll(more);
        return new SimpleRecord(
                System.currentTimeMillis(),
                key == null ? null : key.duplicate(),
                value == null ? null : value.duplicate(),
                headers.toArray(Header[]::new));
    }
}
