package io.pawstream.processor.observe;

import static io.pawstream.processor.observe.TestResults.card;
import static io.pawstream.processor.observe.TestResults.classified;
import static io.pawstream.processor.observe.TestResults.published;
import static io.pawstream.processor.observe.TestResults.rejected;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Timer;
import io.pawstream.contract.event.ImageIdentity;
import io.pawstream.contract.event.InstanceStatus;
import io.pawstream.contract.event.RejectionReason;
import io.pawstream.model.ConfidenceBins;
import io.pawstream.model.ImageSize;
import io.pawstream.model.ModelCard;
import io.pawstream.model.Prediction;
import io.pawstream.model.Prediction.ClassProbability;
import io.pawstream.processor.models.FakeNetwork;
import io.pawstream.processor.pipeline.Result.Classified;
import io.pawstream.processor.pipeline.Result.StageTimes;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ImageMetricsTest {

    private static final long NOW_MILLIS = 1_000_000;

    private final TestRegistry registry = new TestRegistry();
    private final ShadowCounters shadow = new ShadowCounters(registry.meters(), registry.collectors());
    private final ImageMetrics metrics = new ImageMetrics(
            registry.meters(),
            registry.collectors(),
            new StageMetrics(registry.meters()),
            shadow,
            50,
            Clock.fixed(Instant.ofEpochMilli(NOW_MILLIS), ZoneOffset.UTC));

    private void classify(String model, String version, double dog, long millisAgo) {
        metrics.classified(classified("id", card(model, version), dog, null), published(NOW_MILLIS - millisAgo));
    }

    private void reject(RejectionReason reason, long millisAgo) {
        metrics.rejected(rejected(reason, "no"), published(NOW_MILLIS - millisAgo));
    }

    @Test
    void receivedIsClassifiedPlusRejected() {
        for (int i = 0; i < 5; i++) {
            classify("a", "1", 0.9, 10);
        }
        reject(RejectionReason.TRUNCATED, 10);
        reject(RejectionReason.EMPTY, 10);
        assertThat(metrics.classifiedCount()).isEqualTo(5);
        assertThat(metrics.rejectedCount()).isEqualTo(2);
        assertThat(metrics.receivedCount()).isEqualTo(7);
        assertThat(registry.scrape()).contains("pawstream_images_received_total 7.0\n");
    }

    @Test
    void countsPredictionsByModelVersionAndClass() {
        classify("a", "1", 0.9, 10);
        classify("a", "1", 0.8, 10);
        classify("a", "1", 0.2, 10);
        classify("a", "2", 0.2, 10);
        classify("b", "1", 0.2, 10);
        assertThat(registry.meters().get("pawstream.images.classified").counters())
                .extracting(counter -> tags(counter) + " " + (int) counter.count())
                .containsExactlyInAnyOrder(
                        "{class=dog, model=a, version=1} 2",
                        "{class=cat, model=a, version=1} 1",
                        "{class=cat, model=a, version=2} 1",
                        "{class=cat, model=b, version=1} 1");
        assertThat(registry.scrape())
                .contains("pawstream_images_classified_total{class=\"dog\",model=\"a\",version=\"1\",} 2.0\n");
    }

    @Test
    void countsRejectionsByStageAndReasonFromZero() {
        reject(RejectionReason.TRUNCATED, 10);
        assertThat(registry.meters().get("pawstream.images.rejected").counters())
                .hasSize(RejectionReason.values().length)
                .extracting(counter -> tags(counter) + " " + (int) counter.count())
                .contains(
                        "{reason=truncated, stage=decode} 1",
                        "{reason=internal-error, stage=service} 0",
                        "{reason=malformed-event, stage=event} 0");
    }

    private static Map<String, String> tags(Counter counter) {
        return counter.getId().getTags().stream()
                .collect(Collectors.toMap(Tag::getKey, Tag::getValue, (one, other) -> one, TreeMap::new));
    }

    @Test
    void latencyIsTheTimeSinceTheTimestampOfTheRecord() {
        classify("a", "1", 0.9, 40);
        reject(RejectionReason.EMPTY, 60);
        Timer latency = registry.meters().get("pawstream.latency").timer();
        assertThat(latency.count()).isEqualTo(2);
        assertThat(latency.totalTime(TimeUnit.MILLISECONDS)).isCloseTo(100, within(1e-6));
        assertThat(metrics.counts().latency()).isEqualTo(latencies(4, 5));
        assertThat(registry.scrape())
                .contains(
                        "pawstream_latency_seconds_bucket{le=\"0.03\",} 0.0\n",
                        "pawstream_latency_seconds_bucket{le=\"0.05\",} 1.0\n");
    }

    @Test
    void aTimestampInTheFutureIsALatencyOfZero() {
        classify("a", "1", 0.9, -5_000);
        reject(RejectionReason.EMPTY, -1);
        Timer latency = registry.meters().get("pawstream.latency").timer();
        assertThat(latency.count()).isEqualTo(2);
        assertThat(latency.totalTime(TimeUnit.MILLISECONDS)).isZero();
        assertThat(metrics.counts().latency()).isEqualTo(latencies(0, 0));
    }

    @Test
    void aLatencyAboveTheLastBoundHasABinOfItsOwn() {
        classify("a", "1", 0.9, 300_001);
        assertThat(metrics.counts().latency()).isEqualTo(latencies(InstanceStatus.LATENCY_BOUNDS.size()));
    }

    /** Counts with one result in each of these bins. */
    private static List<Long> latencies(int... bins) {
        return counts(InstanceStatus.LATENCY_BOUNDS.size() + 1, bins);
    }

    private static List<Long> counts(int size, int... bins) {
        List<Long> counts = new ArrayList<>(Collections.nCopies(size, 0L));
        IntStream.of(bins).forEach(bin -> counts.set(bin, counts.get(bin) + 1));
        return counts;
    }

    @Test
    void countsOfTheStatusCoverAllModels() {
        classify("a", "1", 0.98, 10);
        classify("b", "1", 0.02, 10);
        classify("b", "2", 0.52, 10);
        reject(RejectionReason.UNREADABLE, 10);
        reject(RejectionReason.UNREADABLE, 10);
        shadow.predicted("a", "b", true, 0.1);
        shadow.predicted("a", "b", false, 0.6);
        shadow.dropped();
        InstanceStatus.Counts counts = metrics.counts();
        assertThat(counts.classes()).isEqualTo(Map.of("dog", 2L, "cat", 1L));
        assertThat(counts.rejections()).isEqualTo(Map.of("unreadable", 2L));
        assertThat(counts.confidence()).isEqualTo(counts(ConfidenceBins.BOUNDS.size(), 19, 19, 10));
        assertThat(counts.latency().stream().mapToLong(Long::longValue).sum()).isEqualTo(5);
        assertThat(counts.shadowPredictions()).isEqualTo(2);
        assertThat(counts.shadowAgreements()).isEqualTo(1);
        assertThat(counts.shadowDropped()).isEqualTo(1);
    }

    @Test
    void aModelWithAThousandClassesHasLessThanTwoHundredSeries() {
        List<String> classes =
                IntStream.range(0, 1_000).mapToObj(i -> "class " + i).toList();
        ModelCard thousand = new FakeNetwork(classes, new ImageSize(4, 4)).card("thousand", "1");
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < 2_000; i++) {
            Prediction prediction = new Prediction(
                    i % 1_000, List.of(new ClassProbability(classes.get(i % 1_000), random.nextDouble())));
            ImageIdentity image = new ImageIdentity("id", "test", null, null);
            metrics.classified(
                    new Classified(image, thousand, 3, prediction, new StageTimes(0, 0, 0), null),
                    published(NOW_MILLIS));
        }
        assertThat(registry.scrape().lines().filter(line -> line.contains("model=\"thousand\"")))
                .hasSizeBetween(51, 199)
                .contains("pawstream_images_classified_total{class=\"class 49\",model=\"thousand\",version=\"1\",} 2.0")
                .contains(
                        "pawstream_images_classified_total{class=\"other\",model=\"thousand\",version=\"1\",} 1900.0");
        assertThat(metrics.classifiedCount()).isEqualTo(2_000);
        assertThat(metrics.counts().classes()).hasSize(51).containsEntry("other", 1_900L);
    }

    @Test
    void countsStartAtZero() {
        InstanceStatus.Counts counts = metrics.counts();
        assertThat(counts.classes()).isEmpty();
        assertThat(counts.rejections()).isEmpty();
        assertThat(counts.confidence()).containsOnly(0L);
        assertThat(counts.latency()).containsOnly(0L);
        assertThat(metrics.receivedCount()).isZero();
        assertThat(metrics.classifiedCount()).isZero();
    }

    @Test
    void confidenceHasTheLabelsOfItsModel() {
        classify("a", "1", 0.2, 10);
        assertThat(registry.scrape())
                .contains("pawstream_confidence_bucket{model=\"a\",version=\"1\",le=\"0.75\",} 0.0\n")
                .contains("pawstream_confidence_bucket{model=\"a\",version=\"1\",le=\"0.85\",} 1.0\n");
    }

    @Test
    void passesTheTimesOfAPredictionToTheStages() {
        classify("a", "1", 0.9, 10);
        reject(RejectionReason.EMPTY, 10);
        Timer decode =
                registry.meters().get("pawstream.stage").tag("stage", "decode").timer();
        assertThat(decode.count()).isEqualTo(1);
        assertThat(decode.totalTime(TimeUnit.MILLISECONDS)).isCloseTo(20, within(1e-3));
    }
}
