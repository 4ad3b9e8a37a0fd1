package io.pawstream.benchmark.throughput;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.pawstream.benchmark.throughput.ThroughputCommand.Ratios;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ThroughputTest {

    @Test
    void throughputIsPerSecondAndCpuTimePerImage() {
        Throughput throughput = Throughput.of(300, 2_000_000_000L, 3_000_000_000L);
        assertThat(throughput.imagesPerSecond()).isCloseTo(150, within(1e-9));
        assertThat(throughput.cpuMillisPerImage()).isCloseTo(10, within(1e-9));
        assertThat(new Throughput(5, 7).values()).isEqualTo(Map.of("throughput (images/s)", 5.0, "CPU ms/image", 7.0));
    }

    @Test
    void thePipelineIsComparedWithAndWithoutTheBroker() {
        // The broker uses a fifth of the CPU time; without it the pipeline would be as fast as the baseline loop.
        Ratios ratios = Ratios.of(new Throughput(80, 4), new Throughput(100, 4), 1);
        assertThat(ratios.throughput()).isCloseTo(0.8, within(1e-9));
        assertThat(ratios.withoutBroker()).isCloseTo(1, within(1e-9));
        assertThat(ratios.cpuTime()).isCloseTo(1, within(1e-9));
    }

    @Test
    void aBrokerThatUsesNoCpuTimeChangesNothing() {
        Ratios ratios = Ratios.of(new Throughput(50, 8), new Throughput(100, 6), 0);
        assertThat(ratios.withoutBroker()).isEqualTo(ratios.throughput()).isCloseTo(0.5, within(1e-9));
        assertThat(ratios.cpuTime()).isCloseTo(0.75, within(1e-9));
    }
}
