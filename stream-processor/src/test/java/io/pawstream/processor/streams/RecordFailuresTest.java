package io.pawstream.processor.streams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.pawstream.contract.event.RecordAddress;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class RecordFailuresTest {

    private static final RecordAddress RECORD = new RecordAddress("images", 2, 41);
    private static final RecordAddress OTHER = new RecordAddress("images", 2, 42);
    private final InternalErrorException failure =
            new InternalErrorException(new IllegalStateException("outer", new ArithmeticException("inner")));

    private Instant now = Instant.parse("2026-01-02T03:04:05Z");
    private final InstantSource time = () -> now;
    private final RecordFailures faults = new RecordFailures(3, time.withZone(ZoneOffset.UTC));

    @Test
    void theLastTryIsToldAndEachOneAfterIt() {
        assertThat(faults.failed(RECORD, failure)).isFalse();
        assertThat(faults.failed(RECORD, failure)).isFalse();
        assertThat(faults.failed(OTHER, failure)).isFalse();
        assertThat(faults.failed(RECORD, failure)).isTrue();
        assertThat(faults.failed(RECORD, failure)).isTrue();
        assertThat(faults.failed(OTHER, failure)).isFalse();
    }

    @Test
    void anAnswerInBetweenEndsTheRow() {
        faults.failed(RECORD, failure);
        faults.failed(RECORD, failure);
        faults.over(RECORD);
        assertThat(faults.failed(RECORD, failure)).isFalse();
    }

    @Test
    void oneThatIsGivenUpHasNoTry() {
        assertThat(faults.givenUp(RECORD)).isEmpty();
        faults.failed(RECORD, failure);
        assertThat(faults.givenUp(RECORD)).isEmpty();
        faults.giveUp(RECORD, failure);
        assertThat(faults.givenUp(RECORD)).containsSame(failure);
        assertThat(faults.failed(RECORD, failure)).isTrue();
        assertThat(faults.givenUp(RECORD)).containsSame(failure);
    }

    @Test
    void thereIsAMessageWhileARecordHoldsUpItsPartition() {
        assertThat(faults.message()).isEmpty();
        faults.failed(RECORD, failure);
        assertThat(faults.message()).hasValueSatisfying(message -> assertThat(message)
                .contains("images", "2", "41")
                .contains("java.lang.ArithmeticException: inner"));
        faults.failed(RECORD, failure);
        assertThat(faults.message()).isPresent();
        faults.failed(RECORD, failure);
        assertThat(faults.message()).as("rejected").isEmpty();
        faults.failed(RECORD, failure);
        assertThat(faults.message()).as("rejected again after an abort").isEmpty();
    }

    @Test
    void alsoForOneThatIsGivenUpUntilItIsRejected() {
        faults.giveUp(RECORD, failure);
        assertThat(faults.message()).isPresent();
        faults.failed(RECORD, failure);
        assertThat(faults.message()).isEmpty();
    }

    @Test
    void aPartitionThatDoesNotComeBackIsAnothersAffair() {
        faults.failed(RECORD, failure);
        now = now.plusSeconds(59);
        assertThat(faults.message()).isPresent();
        now = now.plusSeconds(2);
        assertThat(faults.message()).isEmpty();
    }

    @Test
    void remembersMoreThanATransactionHoldsAndNotForEver() {
        faults.giveUp(RECORD, failure);
        for (int offset = 100; offset < 1_099; offset++) {
            faults.failed(new RecordAddress("images", 0, offset), failure);
        }
        assertThat(faults.givenUp(RECORD)).isPresent();
        faults.failed(OTHER, failure);
        assertThat(faults.givenUp(RECORD)).isEmpty();
    }

    @Test
    void aRecordIsTriedAtLeastOnce() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new RecordFailures(0, Clock.systemUTC()))
                .withMessageContaining("0 times");
        assertThat(new RecordFailures(1, Clock.systemUTC()).failed(RECORD, failure))
                .isTrue();
    }
}
