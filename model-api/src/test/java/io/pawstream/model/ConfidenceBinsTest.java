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
    @CsvSource({"0.5, 0", "0.55, 0", "0.551, 1", "0.94, 8", "0.95, 8", "0.96, 9", "1, 9"})
    void aBinEndsWithItsBound(double confidence, int bin) {
        assertThat(ConfidenceBins.ofConfidence(confidence)).isEqualTo(bin);
    }
}
