package io.pawstream.processor.observe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class StabilityIndexTest {

    @Test
    void isZeroForTheSameShares() {
        assertThat(StabilityIndex.of(new long[] {1_000, 3_000}, new long[] {100_000, 300_000}))
                .isCloseTo(0, within(1e-6));
    }

    @Test
    void isTheSumOverTheBins() {
        // (0.6 - 0.5) ln(0.6 / 0.5) + (0.4 - 0.5) ln(0.4 / 0.5) = 0.0405465
        assertThat(StabilityIndex.of(new long[] {500_000, 500_000}, new long[] {600_000, 400_000}))
                .isCloseTo(0.0405465, within(1e-5));
    }

    @Test
    void anEmptyBinHasAFiniteIndex() {
        assertThat(StabilityIndex.of(new long[] {1_000, 0}, new long[] {0, 1_000}))
                .isBetween(5.0, 50.0);
    }

    @Test
    void rejectsAnotherNumberOfBins() {
        assertThatThrownBy(() -> StabilityIndex.of(new long[2], new long[3]))
                .hasMessage("3 observed and 2 expected counts; both must have the same number, at least 1");
        assertThatThrownBy(() -> StabilityIndex.of(new long[0], new long[0])).hasMessageContaining("at least 1");
    }
}
