package io.pawstream.processor.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.pawstream.processor.FakeClock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import org.junit.jupiter.api.Test;

class DeadlineTest {

    private final FakeClock clock = new FakeClock();
    private final Deadline deadline = new Deadline(Instant.ofEpochMilli(5_000), "the limit", clock);

    @Test
    void anImageExpiresAtItsDeadline() {
        clock.millis = 4_999;
        assertThat(deadline.expired("its batch")).isNull();
        clock.millis = 5_000;
        assertThat(deadline.expired("its batch"))
                .isEqualTo("expired at 1970-01-01T00:00:05Z, 0.000 s before its batch: the limit");
        clock.millis = 17_345;
        assertThat(deadline.expired("its batch"))
                .isEqualTo("expired at 1970-01-01T00:00:05Z, 12.345 s before its batch: the limit");
    }

    @Test
    void theTimeLeftIsBounded() {
        clock.millis = 4_000;
        assertThat(deadline.left()).isEqualTo(Duration.ofSeconds(1));
        clock.millis = 7_000;
        assertThat(deadline.left()).isEqualTo(Duration.ofSeconds(-2));
        Deadline never = new Deadline(OffsetDateTime.MAX.toInstant(), "the limit", clock);
        assertThat(never.expired("its batch")).isNull();
        assertThat(never.left().toNanos()).isEqualTo(Duration.ofDays(36_500).toNanos());
    }

    @Test
    void theOldestTimeHasAMessage() {
        Deadline oldest = new Deadline(OffsetDateTime.MIN.toInstant(), "the limit", clock);
        assertThat(oldest.expired("its batch"))
                .startsWith("expired at -1000000000-12-31T")
                .endsWith(" s before its batch: the limit");
    }
}
