package io.pawstream.quickstart.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class PausesTest {

    private final Pauses pauses = new Pauses();

    private static Instant at(int second) {
        return Instant.ofEpochSecond(second);
    }

    @Test
    void predictionsOfOtherPartitionsDoNotEndAPause() {
        pauses.add(0, at(10), at(10));
        pauses.add(1, at(11), at(11));
        pauses.add(1, at(12), at(12));
        pauses.add(0, at(18), at(18));
        assertThat(pauses.longestSince(at(9))).contains(Duration.ofSeconds(8));
    }

    @Test
    void thePauseStartsWithTheFailure() {
        pauses.add(0, at(1), at(1));
        pauses.add(0, at(20), at(20));
        pauses.add(0, at(21), at(21));
        assertThat(pauses.longestSince(at(15))).contains(Duration.ofSeconds(5));
        assertThat(pauses.longestSince(at(21))).isEmpty();
    }

    @Test
    void predictionsMadeBeforeTheFailureEndNoRecovery() {
        pauses.add(0, at(5), at(10));
        pauses.add(1, at(9), at(10));
        assertThat(pauses.partitionsWithPredictionMadeAfter(at(7))).isEqualTo(1);
        pauses.add(0, at(8), at(11));
        assertThat(pauses.partitionsWithPredictionMadeAfter(at(7))).isEqualTo(2);
    }
}
