package io.pawstream.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.pawstream.contract.event.TopicNames;
import io.pawstream.processor.pipeline.DecodeMemory;
import io.pawstream.producer.broker.KafkaAccess;
import io.pawstream.producer.broker.TopicPlan;
import io.pawstream.producer.broker.Topics;
import io.pawstream.testkit.EmbeddedBroker;
import io.pawstream.testkit.ProcessorProcess;
import io.pawstream.testkit.ProcessorSpec;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import javax.imageio.ImageIO;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** All bounded buffers are full at once. The process uses no more memory than the README of stream-processor states. */
@Tag("slow")
@Tag("alone")
class MemoryTest {

    private static final int PARTITIONS = 16;
    private static final int EACH = 16;
    private static final int LARGE_OFFSET = 7;
    private static final Duration TIMEOUT = Duration.ofMinutes(4);

    /** Sum of the heap rows of the README, without images by reference. */
    private static final int HEAP_MEGABYTES = 160 + 17 + 60;

    /** More threads than the memory would allow, if each took the memory of one large image. */
    private static final int WORKERS = 8;

    private static final long DECODE_MEMORY_BYTES = 320_000_000;
    private static final long DECODING_BYTES = DECODE_MEMORY_BYTES + WORKERS * DecodeMemory.SMALL_BYTES;

    private static final long WINDOW_BYTES = 2 * 64 * 67_500L;
    private static final long LIBRARIES_BYTES = 350_000_000L;

    @Test
    void imagesAtTheLimitsOnManyPartitionsStayWithinTheMemoryFormula() throws Exception {
        assumeTrue(Files.exists(Path.of("/proc/self/status")), "needs /proc");
        Path log = Files.createTempFile("pawstream-memory-", ".log");
        try (EmbeddedBroker broker = EmbeddedBroker.start()) {
            try (Topics topics = Topics.at(KafkaAccess.to(broker.bootstrap()))) {
                topics.create(new TopicPlan(TopicNames.DEFAULT, PARTITIONS, -1, TopicNames.DEFAULT_MAX_IMAGE_BYTES));
            }
            publish(broker.bootstrap());
            Map<String, String> settings = Map.of(
                    "pawstream.models.directory",
                    Pipeline.HOME.resolve("models").toString(),
                    "pawstream.inference.workers",
                    Integer.toString(WORKERS),
                    "pawstream.limits.decode-memory",
                    Long.toString(DECODE_MEMORY_BYTES));
            try (ProcessorProcess processor = ProcessorProcess.start(new ProcessorSpec(
                    Pipeline.HOME, broker.bootstrap(), EmbeddedBroker.freePort(), HEAP_MEGABYTES, settings, log))) {
                Outputs outputs = Outputs.await(broker.bootstrap(), PARTITIONS * EACH, TIMEOUT);
                assertThat(outputs.predictions())
                        .as("last log lines: %s", processor.logEnd())
                        .hasSize(PARTITIONS * EACH);
                assertThat(processor.isAlive()).isTrue();
                assertThat(processor.memoryBytes("VmHWM"))
                        .isLessThan((HEAP_MEGABYTES * 1_048_576L) + DECODING_BYTES + WINDOW_BYTES + LIBRARIES_BYTES);
            }
        } finally {
            Files.delete(log);
        }
    }

    private static void publish(String bootstrap) throws Exception {
        byte[] manyBytes = noise();
        List<byte[]> manyPixels = List.of(
                BlackPng.of(7_071, 7_071, BlackPng.GREY, 8),
                BlackPng.of(7_071, 7_071, BlackPng.RGB_ALPHA, 8),
                BlackPng.of(5_500, 5_500, BlackPng.RGB_ALPHA, 16),
                BlackPng.of(7_071, 7_071, BlackPng.GREY, 16));
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrap, "max.request.size", TopicNames.DEFAULT_MAX_IMAGE_BYTES),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            for (int i = 0; i < PARTITIONS * EACH; i++) {
                // The images with most pixels are at the same offset in all partitions.
                byte[] data = i / PARTITIONS == LARGE_OFFSET ? manyPixels.get(i % manyPixels.size()) : manyBytes;
                ProducerRecord<byte[], byte[]> record = TestImages.record("memory-" + i, data);
                var sent = producer.send(new ProducerRecord<>(
                        record.topic(), i % PARTITIONS, record.key(), record.value(), record.headers()));
                if (i == PARTITIONS * EACH - 1) {
                    sent.get();
                }
            }
        }
    }

    /** An image almost as large as a record may be. BMP is not compressed. */
    private static byte[] noise() throws IOException {
        BufferedImage image = new BufferedImage(588, 590, BufferedImage.TYPE_3BYTE_BGR);
        SplittableRandom random = new SplittableRandom(1);
        for (int y = 0; y < image.getHeight(); y++) {
            for (int x = 0; x < image.getWidth(); x++) {
                image.setRGB(x, y, random.nextInt());
            }
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        assertThat(ImageIO.write(image, "bmp", out)).isTrue();
        byte[] bmp = out.toByteArray();
        assertThat(bmp).hasSizeBetween(1_040_000, 1_048_000);
        return bmp;
    }
}
