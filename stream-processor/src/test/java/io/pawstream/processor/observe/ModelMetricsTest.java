package io.pawstream.processor.observe;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ModelMetricsTest {

    @Test
    void countsChecksByResultFromZero() {
        TestRegistry registry = new TestRegistry();
        ModelMetrics metrics = new ModelMetrics(registry.meters());
        metrics.checked(true);
        metrics.checked(true);
        assertThat(registry.scrape())
                .contains(
                        "pawstream_model_checks_total{result=\"passed\",} 2.0\n",
                        "pawstream_model_checks_total{result=\"failed\",} 0.0\n");
        metrics.checked(false);
        assertThat(registry.scrape()).contains("pawstream_model_checks_total{result=\"failed\",} 1.0\n");
    }
}
