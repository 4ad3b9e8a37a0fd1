package io.pawstream.quickstart.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A short form of {@code ./pawstream chaos}. */
@Tag("slow")
class ChaosTest {

    private static final Path HOME = Path.of(System.getProperty("pawstream.home", ".."));

    @ParameterizedTest
    @CsvSource({"KILL, 1500, 3", "BROKER, 400, 1", "INSTANCE, 400, 1", "MODEL, 400, 2", "SLOW, 400, 1"})
    void whateverHappensEachImageHasOneAnswerInOrder(Scenario scenario, int events, int times) throws Exception {
        ChaosRun.Plan plan = new ChaosRun.Plan(HOME.toAbsolutePath().normalize(), scenario, events, times, 40, 7);
        try (ChaosRun run = new ChaosRun(plan)) {
            long start = System.nanoTime();
            ChaosResult result = run.run();
            // Otherwise there is no stream in which anything could happen.
            assertThat((System.nanoTime() - start) * 1e-9).isGreaterThan(events / plan.ratePerSecond());
            Account account = result.account();
            assertThat(account.published()).isEqualTo(events);
            assertThat(account.predictions() + account.rejections()).isEqualTo(events);
            assertThat(account.rejections()).isEqualTo(events / 20);
            assertThat(account.missing()).isZero();
            assertThat(account.duplicates()).isZero();
            assertThat(account.outOfOrder()).isZero();
            assertThat(result.times()).isPositive();
        }
    }
}
