package io.pawstream.benchmark.throughput;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pawstream.benchmark.FakePipeline;
import io.pawstream.benchmark.shared.ResultCounter;
import io.pawstream.benchmark.shared.Workload;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("slow")
class FullTopicTest {

    private static final Workload WORKLOAD = new Workload("two", List.of(new byte[] {1}, new byte[] {2, 3}));

    private static FullTopic topic(int events) throws Exception {
        return new FullTopic(Path.of("."), List.of(), WORKLOAD, events, 2);
    }

    @Test
    void theLastThirdIsMeasured() throws Exception {
        AtomicLong cpuNanos = new AtomicLong();
        try (FullTopic topic = topic(900);
                FakePipeline pipeline =
                        new FakePipeline(topic.environment().broker().bootstrap(), 20, 20)) {
            FullTopic.Measurement measurement = topic.measure(() -> cpuNanos.getAndAdd(3_000_000_000L));
            // At most 20 images in at least 20 ms, and three seconds of CPU time for at most 300 images.
            assertThat(measurement.throughput().imagesPerSecond()).isBetween(1.0, 1_000.0);
            assertThat(measurement.throughput().cpuMillisPerImage()).isBetween(10.0, 100.0);
            assertThat(measurement.brokerCpuMillisPerImage()).isPositive();
            assertThat(pipeline.published()).isEqualTo(900);
        }
    }

    @Test
    void resultsThatAllExistAlreadyCannotBeMeasured() throws Exception {
        try (FullTopic topic = topic(30);
                FakePipeline pipeline =
                        new FakePipeline(topic.environment().broker().bootstrap(), 500, 0);
                ResultCounter subscriber = topic.subscriber()) {
            subscriber.await(30);
            assertThat(subscriber.results()).isEqualTo(30);
            assertThat(subscriber.readFor(0.1)).isZero();
            assertThatThrownBy(() -> topic.measure(() -> 0))
                    .isInstanceOf(IOException.class)
                    .hasMessage("all 30 images were processed before the measurement started; set --events to a larger"
                            + " number");
            assertThat(pipeline.published()).isEqualTo(30);
        }
    }
}
