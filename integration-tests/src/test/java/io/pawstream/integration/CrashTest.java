package io.pawstream.integration;

import static org.assertj.core.api.Assertions.assertThat;

import io.pawstream.sources.DrawnSource;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The processor is killed while images stream. */
@Tag("slow")
class CrashTest {

    private static final int IMAGES = 2_000;

    @Test
    void aKilledProcessorLosesNoImageAndDuplicatesNone() throws Exception {
        try (Pipeline pipeline = Pipeline.start(Map.of())) {
            List<String> published = new ArrayList<>();
            pipeline.publish(records(published));
            awaitReceived(pipeline, IMAGES / 5);
            pipeline.processor().kill();
            Outputs before = pipeline.committed();
            assertThat(before.imageIds())
                    .as("results committed before the kill")
                    .isNotEmpty()
                    .hasSizeLessThan(IMAGES);

            pipeline.startProcessor();
            Outputs after = pipeline.awaitOutputs(IMAGES, Duration.ofMinutes(3));
            assertThat(after.imageIds()).containsExactlyInAnyOrderElementsOf(published);
            assertThat(after.rejections()).hasSize(IMAGES / 20);
        }
    }

    /** Drawn images, of which every twentieth one is not an image. */
    private static List<ProducerRecord<byte[], byte[]>> records(List<String> ids) throws IOException {
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
        try (DrawnSource drawn = new DrawnSource(6)) {
            for (int i = 0; i < IMAGES; i++) {
                byte[] data =
                        i % 20 == 0 ? TestImages.invalid() : drawn.get(i % 50).read();
                records.add(TestImages.record("crash-" + i, data));
                ids.add("crash-" + i);
            }
        }
        return records;
    }

    private static void awaitReceived(Pipeline pipeline, int images) throws IOException, InterruptedException {
        while (pipeline.metric("pawstream_images_received_total") < images) {
            Thread.sleep(20);
        }
    }
}
