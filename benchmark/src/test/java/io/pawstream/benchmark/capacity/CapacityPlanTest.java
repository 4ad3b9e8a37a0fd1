package io.pawstream.benchmark.capacity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class CapacityPlanTest {

    @Test
    void aSmallRateStillSurvivesTheFailureOfOne() {
        CapacityPlan plan = CapacityPlan.of(10, 0.05, 2, 1, false);
        assertThat(plan.processorCores()).isCloseTo(0.04, within(1e-9));
        assertThat(plan.instances()).isEqualTo(2);
        assertThat(plan.partitions()).isEqualTo(4);
        assertThat(plan.brokersForNetwork()).isEqualTo(3);
        assertThat(plan.brokersForCpu()).isEqualTo(3);
    }

    @Test
    void imagesInEventsNeedNetworkAndDisk() {
        CapacityPlan plan = CapacityPlan.of(100_000, 0.05, 2, 1, false);
        assertThat(plan.processorCores()).isCloseTo(400, within(1e-9));
        assertThat(plan.instances()).isEqualTo(100);
        // 5,000 MB/s at 10 MB/s for each partition
        assertThat(plan.partitions()).isEqualTo(500);
        assertThat(plan.networkMegabytesPerSecond()).isCloseTo(15_000, within(1e-6));
        // 625 MB/s and 8 cores for each
        assertThat(plan.brokersForNetwork()).isEqualTo(24);
        assertThat(plan.brokersForCpu()).isEqualTo(25);
        assertThat(plan.diskTerabytes()).isCloseTo(54, within(1e-9));
        assertThat(plan.transactionsPerSecond()).isEqualTo(1_000);
        assertThat(plan.dollarsPerMonth()).isCloseTo(600 * 0.04 * 730 + 54_000 * 0.08, within(1e-6));
    }

    @Test
    void theNetworkLimitsBrokersWithIdleCores() {
        CapacityPlan plan = CapacityPlan.of(100_000, 0.05, 2, 0.1, false);
        assertThat(plan.brokersForCpu()).isEqualTo(3);
        assertThat(plan.dollarsPerMonth()).isCloseTo((400 + 24 * 8) * 0.04 * 730 + 54_000 * 0.08, within(1e-6));
    }

    @Test
    void referencedImagesCostRequests() {
        CapacityPlan plan = CapacityPlan.of(100_000, 0.0005, 2, 0.1, true);
        assertThat(plan.partitions()).isEqualTo(200);
        assertThat(plan.brokersForNetwork()).isEqualTo(3);
        double requests = 100_000.0 * 730 * 3600 / 1e6 * 0.4;
        assertThat(plan.dollarsPerMonth())
                .isCloseTo((400 + 24) * 0.04 * 730 + plan.diskTerabytes() * 80 + requests, within(1e-6));
    }
}
