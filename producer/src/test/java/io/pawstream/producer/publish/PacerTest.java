package io.pawstream.producer.publish;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class PacerTest {

    @Test
    void anEventIsDueAtItsOwnTimeHoweverLateItIs() {
        Pacer pacer = new Pacer(3, 1_000);
        assertThat(pacer.dueNanoTime(0, 5_000_000_000L)).isEqualTo(1_000);
        assertThat(pacer.dueNanoTime(1, 5_000_000_000L)).isEqualTo(333_334_333L);
        assertThat(pacer.dueNanoTime(3_000_000, 0)).isEqualTo(1_000_000_000_001_000L);
    }

    @Test
    void withoutARateItIsDueNow() {
        assertThat(new Pacer(Double.POSITIVE_INFINITY, 1_000).dueNanoTime(7, 42))
                .isEqualTo(42);
    }
}
