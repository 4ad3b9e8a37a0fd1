package io.pawstream.benchmark.capacity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class CapacityModelTest {

    private static final CpuCost FREE = new CpuCost(0, 0, 0);
    private static final CapacityModel MODEL =
            new CapacityModel(new CpuCost(1, 10, 2), new CpuCost(0.2, 4, 0), new CpuCost(0.1, 1, 0), 0.5, 0.9);

    @Test
    void allShareTheCores() {
        // 1 + 1 + 1 ms of the processor, 0.2 + 0.4 ms of the broker, 0.1 + 0.1 ms of the clients, 40 commits of 0.5 ms
        assertThat(MODEL.imagesPerSecond(0.1, 0.5, 2, 2, 4)).isCloseTo((0.9 * 2000 - 20) / 3.8, within(1e-9));
    }

    @Test
    void anImageCausesAtMostOneCommitOfItsPartition() {
        assertThat(MODEL.imagesPerSecond(0.1, 0.5, 2, 2, 64)).isCloseTo(0.9 * 2000 / 4.3, within(1e-9));
        assertThat(MODEL.imagesPerSecond(0.1, 0.5, 2, 2, 1000)).isCloseTo(0.9 * 2000 / 4.3, within(1e-9));
    }

    @Test
    void aProcessorOnFewerCoresIsTheLimit() {
        assertThat(MODEL.imagesPerSecond(0.1, 0.5, 8, 1, 4)).isCloseTo(0.9 * 1000 / 3, within(1e-9));
    }

    @Test
    void fetchThreadsWaitForTheHostAndForEachOther() {
        assertThat(CapacityModel.fetchesPerSecond(4, 100, 0)).isCloseTo(40, within(1e-9));
        assertThat(CapacityModel.fetchesPerSecond(50, 100, 2)).isCloseTo(250, within(1e-9));
    }

    @Test
    void partsAreReplaced() {
        assertThat(MODEL.withProcessor(new CpuCost(2, 10, 2)).imagesPerSecond(0.1, 0.5, 2, 2, 4))
                .isCloseTo((0.9 * 2000 - 20) / 4.8, within(1e-9));
        assertThat(MODEL.withBrokersAndClients(FREE, FREE).imagesPerSecond(0.1, 0.5, 2, 2, 4))
                .isCloseTo((0.9 * 2000 - 20) / 3, within(1e-9));
    }

    @Test
    void aPointGivesUtilizationAndBase() {
        SustainedLoad.Result result = new SustainedLoad.Result(400, 4, 0.5, 0.25, 16, 500);
        CapacityPoint point = new CapacityPoint(0.1, 0.5, Deployment.DEFAULT, result);
        assertThat(point.utilization(2)).isCloseTo(0.95, within(1e-9));
        CpuCost exact = point.exact(MODEL.processor());
        assertThat(exact).isEqualTo(new CpuCost(2, 10, 2));
        assertThat(exact.millis(0.1, 0.5)).isCloseTo(4, within(1e-9));
    }
}
