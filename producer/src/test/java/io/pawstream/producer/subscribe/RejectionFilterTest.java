package io.pawstream.producer.subscribe;

import static io.pawstream.contract.event.RejectionReason.EMPTY;
import static io.pawstream.contract.event.RejectionReason.TRUNCATED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.pawstream.contract.event.RecordAddress;
import io.pawstream.contract.event.Rejection;
import io.pawstream.contract.event.RejectionReason;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;

final class RejectionFilterTest {

    private static final Instant SINCE = Instant.ofEpochMilli(1_000);
    private static final Instant UNTIL = Instant.ofEpochMilli(2_000);

    @Test
    void withoutLimitsEverythingPasses() {
        assertThat(passes(RejectionFilter.ALL, EMPTY, 0)).isTrue();
    }

    @Test
    void oneOfTheReasonsIsEnough() {
        RejectionFilter filter = new RejectionFilter(Set.of(TRUNCATED, EMPTY), Instant.MIN, Instant.MAX);
        assertThat(passes(filter, TRUNCATED, 0)).isTrue();
        assertThat(passes(filter, EMPTY, 0)).isTrue();
        assertThat(passes(filter, RejectionReason.UNREADABLE, 0)).isFalse();
    }

    @Test
    void sinceIsInclusiveAndUntilIsExclusive() {
        RejectionFilter filter = new RejectionFilter(Set.of(), SINCE, UNTIL);
        assertThat(passes(filter, EMPTY, 999)).isFalse();
        assertThat(passes(filter, EMPTY, 1_000)).isTrue();
        assertThat(passes(filter, EMPTY, 1_999)).isTrue();
        assertThat(passes(filter, EMPTY, 2_000)).isFalse();
    }

    @Test
    void anEmptyTimeRangeIsInvalid() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new RejectionFilter(Set.of(), UNTIL, UNTIL))
                .withMessage("the time range is empty: 1970-01-01T00:00:02Z is not before 1970-01-01T00:00:02Z");
    }

    private static boolean passes(RejectionFilter filter, RejectionReason reason, long timestampMillis) {
        Rejection rejection = new Rejection("a", "camera", null, reason, "", new RecordAddress("images", 0, 0), 0);
        return filter.test(
                rejection,
                new ConsumerRecord<>(
                        "images.rejected",
                        0,
                        0,
                        timestampMillis,
                        TimestampType.CREATE_TIME,
                        0,
                        0,
                        null,
                        null,
                        new RecordHeaders(),
                        Optional.empty()));
    }
}
