package io.pawstream.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.pawstream.contract.event.InstanceStatus;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfidenceBinsTest {

    @Test
    void theBoundsAreThoseOfAnInstanceStatus() {
        assertThat(ConfidenceBins.BOUNDS).isEqualTo(InstanceStatus.CONFIDENCE_BOUNDS);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "0.05, 0",
        "0.051, 1",
        "0.5, 9",
        "0.55, 10",
        "0.551, 11",
        "0.94, 18",
        "0.95, 18",
        "0.96, 19",
        "1, 19"
    })
    void aBinEndsWithItsBound(double confidence, int bin) {
        assertThat(ConfidenceBins.ofConfidence(confidence)).isEqualTo(bin);
    }
}
