package io.pawstream.benchmark.latency;

import static org.assertj.core.api.Assertions.assertThat;

import io.pawstream.benchmark.FakePipeline;
import io.pawstream.producer.broker.TopicPlan;
import io.pawstream.testkit.NumberedImages;
import io.pawstream.testkit.TestEnvironment;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("slow")
class LatencyMeterTest {

    private static NumberedImages images(String bootstrap, int first, int count, double rate) {
        return new NumberedImages(bootstrap, first, count, rate, number -> new byte[] {1});
    }

    @Test
    void everyMeasuredImageHasALatencyFromItsDueTime() throws Exception {
        try (TestEnvironment environment = new TestEnvironment(Path.of("."), List.of(), TopicPlan.DEFAULT);
                FakePipeline pipeline = new FakePipeline(environment.broker().bootstrap(), 500, 20)) {
            String bootstrap = environment.broker().bootstrap();
            try (LatencyMeter meter = new LatencyMeter(bootstrap);
                    NumberedImages images = images(bootstrap, 0, 120, 1e9)) {
                assertThat(meter.measure(images, 120, 0).count()).isEqualTo(120);
            }
            // A second meter starts at the end, so the results above do not count.
            try (LatencyMeter meter = new LatencyMeter(bootstrap);
                    NumberedImages images = images(bootstrap, 120, 100, 100)) {
                LatencyRecorder recorder = meter.measure(images, 100, 150);
                assertThat(recorder.count()).as("without the warm-up").isEqualTo(70);
                assertThat(recorder.millis(50)).isBetween(1.0, 5_000.0);
                assertThat(recorder.millis(99)).isGreaterThanOrEqualTo(recorder.millis(50));
            }
            assertThat(pipeline.published()).isEqualTo(220);
        }
    }

    @Test
    void withoutImagesThereIsNothingToWaitFor() throws Exception {
        try (TestEnvironment environment = new TestEnvironment(Path.of("."), List.of(), TopicPlan.DEFAULT)) {
            String bootstrap = environment.broker().bootstrap();
            try (LatencyMeter meter = new LatencyMeter(bootstrap);
                    NumberedImages images = images(bootstrap, 0, 0, 1e9)) {
                assertThat(meter.measure(images, 0, 0).count()).isZero();
            }
        }
    }
}
