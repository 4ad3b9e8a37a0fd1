package io.pawstream.quickstart.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ChaosResultTest {

    private final StringWriter printed = new StringWriter();
    private final PrintWriter out = new PrintWriter(printed);

    @Test
    void aRowHasCountsAndMedianAndMaximumRecovery() {
        DeliveryCounts counts = new DeliveryCounts(400, 380, 20, 0, 0, 0);
        ChaosResult.printHeader(out);
        new ChaosResult(Scenario.KILL, 3, counts, List.of(9.04, 1.0, 2.0)).print(out);
        new ChaosResult(Scenario.SLOW, 1, counts, List.of()).print(out);
        assertThat(printed.toString().lines().map(line -> line.trim().replaceAll(" {2,}", "|")))
                .containsExactly(
                        "failure|runs|published|predictions|rejections|missing|duplicates|out of order|recovery median (max)",
                        "kill -9 of the processor|3|400|380|20|0|0|0|2.0 s (9.0 s)",
                        "slow subscriber|1|400|380|20|0|0|0");
    }

    @Test
    void columnsAreAligned() {
        ChaosResult.printHeader(out);
        for (Scenario scenario : Scenario.values()) {
            new ChaosResult(scenario, 1, new DeliveryCounts(20_000, 19_000, 1_000, 0, 0, 0), List.of(60.0)).print(out);
        }
        assertThat(printed.toString().lines().map(String::length).distinct()).hasSize(1);
    }

    @Test
    void failuresAreInjectedAtRandomMomentsAwayFromTheEnds() {
        ChaosRun.Plan plan =
                new ChaosRun.Plan(Path.of(""), "model1", 1, Scenario.KILL, Guarantee.EXACTLY_ONCE_V2, 1000, 50, 10, 1);
        assertThat(ChaosRun.positions(plan)).hasSize(50).isSorted().isEqualTo(ChaosRun.positions(plan));
        assertThat(IntStream.of(ChaosRun.positions(plan))).allMatch(position -> position >= 50 && position < 900);
    }

    @Test
    void growthIsAShare() {
        DeliveryCounts none = new DeliveryCounts(0, 0, 0, 0, 0, 0);
        assertThat(new SoakRun.Result(3, 200e6, 203e6, none).growth()).isBetween(0.0149, 0.0151);
    }
}
