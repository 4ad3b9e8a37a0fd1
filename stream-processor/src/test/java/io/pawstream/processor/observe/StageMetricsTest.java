package io.pawstream.processor.observe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.micrometer.core.instrument.Timer;
import io.pawstream.processor.pipeline.Result.StageTimes;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class StageMetricsTest {

    private final TestRegistry registry = new TestRegistry();
    private final StageMetrics metrics = new StageMetrics(registry.meters());

    private Timer stage(String name) {
        return registry.meters().get("pawstream.stage").tag("stage", name).timer();
    }

    @Test
    void countsBatchesAndTheirImages() {
        metrics.batchInferred(16);
        metrics.batchInferred(3);
        assertThat(registry.scrape())
                .contains("pawstream_batches_total 2.0\n", "pawstream_batched_images_total 19.0\n");
    }

    @Test
    void countsPrefetchMisses() {
        assertThat(registry.scrape()).contains("pawstream_prefetch_misses_total 0.0\n");
        metrics.prefetchMissed();
        assertThat(registry.scrape()).contains("pawstream_prefetch_misses_total 1.0\n");
    }

    @Test
    void timesEachStage() {
        metrics.fetched(0.4);
        metrics.classified(new StageTimes(0.02, 0.01, 0.03));
        metrics.polled(0.05);
        metrics.processed(0.001);
        metrics.published(0.002);
        metrics.committed(0.004);
        assertThat(stage("poll").totalTime(TimeUnit.SECONDS)).isCloseTo(0.05, within(1e-6));
        assertThat(stage("process").totalTime(TimeUnit.SECONDS)).isCloseTo(0.001, within(1e-6));
        assertThat(stage("commit").totalTime(TimeUnit.SECONDS)).isCloseTo(0.004, within(1e-6));
        assertThat(stage("fetch").totalTime(TimeUnit.SECONDS)).isCloseTo(0.4, within(1e-6));
        assertThat(stage("decode").totalTime(TimeUnit.SECONDS)).isCloseTo(0.02, within(1e-6));
        assertThat(stage("queue").totalTime(TimeUnit.SECONDS)).isCloseTo(0.01, within(1e-6));
        assertThat(stage("inference").totalTime(TimeUnit.SECONDS)).isCloseTo(0.03, within(1e-6));
        assertThat(stage("publish").totalTime(TimeUnit.SECONDS)).isCloseTo(0.002, within(1e-6));
        assertThat(registry.meters().get("pawstream.stage").timers())
                .hasSize(8)
                .allSatisfy(timer -> assertThat(timer.count()).isEqualTo(1));
    }

    @Test
    void hasBucketsFromAQuarterMillisecondToFiveSeconds() {
        metrics.published(0.0002);
        metrics.published(4.9);
        metrics.published(6);
        String bucket = "pawstream_stage_seconds_bucket{stage=\"publish\",le=";
        assertThat(registry.scrape())
                .contains(bucket + "\"2.5E-4\",} 1.0\n", bucket + "\"5.0\",} 2.0\n", bucket + "\"+Inf\",} 3.0\n");
    }
}
