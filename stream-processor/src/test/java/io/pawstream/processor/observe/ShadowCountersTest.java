package io.pawstream.processor.observe;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ShadowCountersTest {

    private final TestRegistry registry = new TestRegistry();
    private final ShadowCounters counters = new ShadowCounters(registry.meters(), registry.collectors());

    @Test
    void countsPredictionsByModelsAndAgreement() {
        counters.predicted("a", "b", true, 0.02);
        counters.predicted("a", "b", true, 0.03);
        counters.predicted("a", "b", false, 0.4);
        counters.predicted("a", "c", true, 0);
        assertThat(counters.predictions()).isEqualTo(4);
        assertThat(counters.agreements()).isEqualTo(3);
        assertThat(registry.scrape())
                .contains(
                        "pawstream_shadow_predictions_total{agrees=\"true\",model=\"a\",shadow=\"b\",} 2.0\n",
                        "pawstream_shadow_predictions_total{agrees=\"false\",model=\"a\",shadow=\"b\",} 1.0\n",
                        "pawstream_shadow_predictions_total{agrees=\"true\",model=\"a\",shadow=\"c\",} 1.0\n");
    }

    @Test
    void recordsTheDifferenceOfTheProbabilities() {
        counters.predicted("a", "b", true, 0.02);
        counters.predicted("a", "b", false, 0.4);
        assertThat(registry.scrape())
                .contains(
                        "pawstream_shadow_difference_bucket{le=\"0.01\",} 0.0\n",
                        "pawstream_shadow_difference_bucket{le=\"0.05\",} 1.0\n",
                        "pawstream_shadow_difference_bucket{le=\"0.5\",} 2.0\n");
    }

    @Test
    void countsDroppedImagesAndFailuresFromZero() {
        assertThat(registry.scrape())
                .contains("pawstream_shadow_dropped_total 0.0\n", "pawstream_shadow_publish_failures_total 0.0\n");
        counters.dropped();
        counters.dropped();
        counters.publishFailed();
        assertThat(counters.droppedCount()).isEqualTo(2);
        assertThat(counters.predictions()).isZero();
        assertThat(registry.scrape())
                .contains("pawstream_shadow_dropped_total 2.0\n", "pawstream_shadow_publish_failures_total 1.0\n");
    }
}
