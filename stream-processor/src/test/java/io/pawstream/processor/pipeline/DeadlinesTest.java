package io.pawstream.processor.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.pawstream.contract.event.ImageEvent;
import io.pawstream.contract.event.RecordAddress;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DeadlinesTest {

    private static final Instant PUBLISHED = Instant.parse("2026-03-01T12:00:00Z");
    private static final Clock CLOCK = Clock.fixed(PUBLISHED.plusSeconds(3_600), ZoneOffset.UTC);
    private static final Deadlines BY_EVENT = Deadlines.of(Optional.empty(), CLOCK);
    private static final Deadlines BY_AGE = Deadlines.of(Optional.of(Duration.ofSeconds(30)), CLOCK);

    @Test
    void withoutExpiryTimeAndMaximumAgeAnImageDoesNotExpire() {
        assertThat(BY_EVENT.of(request(PUBLISHED.toEpochMilli(), false), event(null)))
                .isNull();
    }

    @Test
    void theExpiryTimeOfTheEventIsADeadline() {
        assertThat(BY_EVENT.of(request(PUBLISHED.toEpochMilli(), false), event("2026-03-01T14:00:00+02:00")))
                .isEqualTo(new Deadline(PUBLISHED, "expirytime of the event", CLOCK));
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "none",
            value = {
                "none, 2026-03-01T12:00:30Z, pawstream.max-age is PT30S",
                "2026-03-01T12:00:29Z, 2026-03-01T12:00:29Z, expirytime of the event",
                "2026-03-01T12:00:31Z, 2026-03-01T12:00:30Z, pawstream.max-age is PT30S",
            })
    void theEarlierOfExpiryTimeAndMaximumAgeCounts(String expiryTime, Instant deadline, String limit) {
        assertThat(BY_AGE.of(request(PUBLISHED.toEpochMilli(), false), event(expiryTime)))
                .isEqualTo(new Deadline(deadline, limit, CLOCK));
    }

    @Test
    void aRecordWithoutTimestampHasNoAge() {
        assertThat(BY_AGE.of(request(-1, false), event(null))).isNull();
        assertThat(BY_AGE.of(request(-1, false), event("2026-03-01T12:00:00Z")))
                .isEqualTo(new Deadline(PUBLISHED, "expirytime of the event", CLOCK));
    }

    @Test
    void aRecordFromTheEndOfTimeHasADeadline() {
        assertThat(BY_AGE.of(request(Long.MAX_VALUE, false), event(null)))
                .isEqualTo(new Deadline(
                        Instant.ofEpochMilli(Long.MAX_VALUE).plusSeconds(30), "pawstream.max-age is PT30S", CLOCK));
    }

    @Test
    void neitherAReplayedImageNorAnImageInAReplayExpires() {
        assertThat(BY_AGE.of(request(0, true), event("2026-03-01T12:00:00Z"))).isNull();
        assertThat(Deadlines.none().of(request(0, false), event("2026-03-01T12:00:00Z")))
                .isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT0S", "PT-1S", "P36501D"})
    void anAgeOutOfRangeIsInvalid(Duration age) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Deadlines.of(Optional.of(age), CLOCK))
                .withMessage("pawstream.max-age is " + age + "; it must be above 0 and at most 36500 days");
    }

    private static TestRequest request(long timestampMillis, boolean isReplayed) {
        return new TestRequest(new RecordAddress("images", 0, 0), () -> event(null), timestampMillis, isReplayed);
    }

    private static ImageEvent event(String expiryTime) {
        OffsetDateTime time = expiryTime == null ? null : OffsetDateTime.parse(expiryTime);
        return new ImageEvent("id", "test", null, null, time, null, null, null, null, new byte[1]);
    }
}
