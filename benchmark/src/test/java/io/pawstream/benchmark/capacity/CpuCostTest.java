package io.pawstream.benchmark.capacity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.pawstream.benchmark.capacity.CpuCost.Sample;
import java.util.List;
import org.junit.jupiter.api.Test;

class CpuCostTest {

    private static final CpuCost TRUE = new CpuCost(1.5, 8, 2);

    private static Sample sample(double megabytes, double megapixels, double factor) {
        return new Sample(megabytes, megapixels, factor * TRUE.millis(megabytes, megapixels));
    }

    @Test
    void exactSamplesGiveTheCoefficients() {
        CpuCost fitted = CpuCost.ofBytesAndPixels(
                List.of(sample(0.01, 0.04, 1), sample(0.05, 0.2, 1), sample(0.2, 3, 1), sample(0.8, 12, 1)));
        assertThat(fitted.base()).isCloseTo(1.5, within(1e-9));
        assertThat(fitted.perMegabyte()).isCloseTo(8, within(1e-9));
        assertThat(fitted.perMegapixel()).isCloseTo(2, within(1e-9));
        assertThat(fitted.millis(0.5, 1)).isCloseTo(7.5, within(1e-9));
    }

    @Test
    void relativeErrorsCount() {
        // A large image that took 10% longer must not change the prediction for small ones.
        CpuCost fitted = CpuCost.ofBytesAndPixels(
                List.of(sample(0.01, 0.04, 1), sample(0.05, 0.2, 1), sample(0.2, 3, 1), sample(0.8, 12, 1.1)));
        assertThat(fitted.millis(0.01, 0.04)).isCloseTo(TRUE.millis(0.01, 0.04), within(0.06));
    }

    @Test
    void aCostByBytesIgnoresPixels() {
        CpuCost fitted = CpuCost.ofBytes(List.of(new Sample(0.1, 7, 1.5), new Sample(1.1, 1, 3.5)));
        assertThat(fitted.perMegapixel()).isZero();
        assertThat(fitted.base()).isCloseTo(1.3, within(1e-9));
        assertThat(fitted.millis(0.6, 99)).isCloseTo(2.5, within(1e-9));
    }

    @Test
    void anotherBaseKeepsTheCostOfTheSize() {
        assertThat(TRUE.withBase(4)).isEqualTo(new CpuCost(4, 8, 2));
    }
}
