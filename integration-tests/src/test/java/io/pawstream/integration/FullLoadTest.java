package io.pawstream.integration;

import static org.assertj.core.api.Assertions.assertThat;

import io.pawstream.contract.event.TopicNames;
import io.pawstream.producer.broker.KafkaAccess;
import io.pawstream.producer.broker.TopicPlan;
import io.pawstream.producer.broker.Topics;
import io.pawstream.testkit.EmbeddedBroker;
import io.pawstream.testkit.NumberedImages;
import io.pawstream.testkit.ProcessorProcess;
import io.pawstream.testkit.ProcessorSpec;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** One partition and one stream thread receive images faster than they can process them. */
@Tag("slow")
@Tag("alone")
class FullLoadTest {

    private static final int IMAGES = 3_000;

    @Test
    void batchesAreLargeAndEveryImageIsPrefetched() throws Exception {
        Path log = Files.createTempFile("pawstream-full-load-", ".log");
        try (EmbeddedBroker broker = EmbeddedBroker.start()) {
            try (Topics topics = Topics.at(KafkaAccess.to(broker.bootstrap()))) {
                topics.create(new TopicPlan(TopicNames.DEFAULT, 1, -1, TopicNames.DEFAULT_MAX_IMAGE_BYTES));
            }
            try (NumberedImages images =
                    new NumberedImages(broker.bootstrap(), 0, IMAGES, 1e9, NumberedImages.mixed(1))) {
                images.start();
                images.awaitEnd();
            }
            Map<String, String> settings = Map.of(
                    "pawstream.models.directory",
                    Pipeline.HOME.resolve("models").toString(),
                    "kafka-streams.num.stream.threads",
                    "1");
            try (ProcessorProcess processor = ProcessorProcess.start(new ProcessorSpec(
                    Pipeline.HOME, broker.bootstrap(), EmbeddedBroker.freePort(), 512, settings, log))) {
                Outputs outputs = Outputs.await(broker.bootstrap(), IMAGES, Duration.ofMinutes(3));
                assertThat(outputs.imageIds()).hasSize(IMAGES).doesNotHaveDuplicates();
                double batches = processor.metric("pawstream_batches_total");
                assertThat(processor.metric("pawstream_batched_images_total") / batches)
                        .as("mean batch size")
                        .isGreaterThanOrEqualTo(8);
                assertThat(processor.metric("pawstream_prefetch_misses_total")).isZero();
            }
        } finally {
            Files.delete(log);
        }
    }
}
