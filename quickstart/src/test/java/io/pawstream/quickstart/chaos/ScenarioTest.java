package io.pawstream.quickstart.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScenarioTest {

    private static int[] positions(int events, int runs, long seed) {
        return ChaosRun.positions(new ChaosRun.Plan(
                Path.of(""), "model1", 1, Scenario.KILL, Guarantee.EXACTLY_ONCE_V2, events, runs, 10, seed));
    }

    @Test
    void namesAreWordsAndDescriptionsAreUnique() {
        assertThat(Scenario.values())
                .extracting(Scenario::toString)
                .containsExactly(
                        "kill",
                        "terminate",
                        "broker",
                        "broker-kill",
                        "transaction-log",
                        "controller",
                        "kill-all",
                        "full-disk",
                        "processor-partition",
                        "broker-partition",
                        "instance",
                        "zombie",
                        "model",
                        "clash",
                        "slow",
                        "poison",
                        "timestamp",
                        "slow-images");
        assertThat(Scenario.values()).extracting(Scenario::description).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @EnumSource(
            value = Scenario.class,
            names = {"SLOW"},
            mode = EnumSource.Mode.EXCLUDE)
    void theSubscriberIsFast(Scenario scenario) {
        assertThat(scenario.pauseAfterPoll()).isZero();
    }

    @Test
    void aSlowSubscriberPausesAndNothingElseIsInjected() throws Exception {
        assertThat(Scenario.SLOW.pauseAfterPoll()).isGreaterThan(Duration.ZERO);
        Scenario.SLOW.inject(null);
    }

    @ParameterizedTest
    @EnumSource(Scenario.class)
    void onlyOneScenarioHasSlowImages(Scenario scenario) throws Exception {
        boolean slow = scenario == Scenario.SLOW_IMAGES;
        assertThat(scenario.slowImages() > 0).isEqualTo(slow);
        assertThat(scenario.settings().isEmpty()).isNotEqualTo(slow);
        Scenario.SLOW_IMAGES.inject(null);
    }

    @Test
    void someScenariosDependOnTheNumberOfBrokers() {
        assertThat(Stream.of(Scenario.values()).filter(scenario -> !scenario.runsWith(1)))
                .containsExactly(
                        Scenario.TRANSACTION_LOG,
                        Scenario.CONTROLLER,
                        Scenario.KILL_ALL,
                        Scenario.FULL_DISK,
                        Scenario.BROKER_PARTITION);
        assertThat(Stream.of(Scenario.values()).filter(scenario -> !scenario.runsWith(3)))
                .containsExactly(Scenario.POISON);
    }

    @Test
    void theSeedDeterminesTheMoments() {
        assertThat(positions(1000, 20, 7)).isEqualTo(positions(1000, 20, 7)).isNotEqualTo(positions(1000, 20, 8));
    }

    @ParameterizedTest
    @ValueSource(ints = {100, 999, 20_000})
    void momentsAreBetweenTheFirstTwentiethAndTheLastTenth(int events) {
        int[] positions = positions(events, 500, 3);
        assertThat(Arrays.stream(positions).min().orElseThrow()).isGreaterThanOrEqualTo(events / 20);
        assertThat(Arrays.stream(positions).max().orElseThrow()).isLessThan(events * 9 / 10);
        assertThat(IntStream.of(positions).average().orElseThrow())
                .as("spread over the run")
                .isBetween(0.4 * events, 0.55 * events);
    }
}
