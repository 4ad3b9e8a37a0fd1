package io.pawstream.processor.observe;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.pawstream.contract.event.RejectionReason;
import io.pawstream.processor.pipeline.Result.Rejected;
import java.time.Clock;
import java.time.Duration;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

class ResultListenersTest {

    @Test
    void aListenerThatFailsFailsNoRecord() {
        SimpleMeterRegistry registry = new SimpleMeterRegistry();
        ImageMetrics metrics =
                new ImageMetrics(registry, new StageMetrics(registry), new ShadowCounters(registry), Clock.systemUTC());
        try (ImageSampler sampler = new ImageSampler(new LiveFeed(1), false, Duration.ofMillis(1));
                ImageSpans spans = ImageSpans.none()) {
            ResultListeners report = new ResultListeners(metrics, new Drift(500), sampler, spans);
            // Without the headers of a rejection, which the log wants to read.
            report.rejected(
                    new Rejected(RejectionReason.TRUNCATED, "ends in row 7"),
                    new ConsumerRecord<>("images", 0, 7, null, new byte[1]));
            assertThat(metrics.rejectedCount()).isEqualTo(1);
        }
    }
}
