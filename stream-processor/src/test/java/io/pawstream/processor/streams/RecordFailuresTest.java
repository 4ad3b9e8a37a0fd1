package io.pawstream.processor.streams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.pawstream.contract.event.RecordAddress;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.junit.jupiter.api.Test;

class RecordFailuresTest {

    private static final RecordAddress RECORD = new RecordAddress("images", 2, 41);
    private static final RecordAddress OTHER = new RecordAddress("images", 2, 42);
    private final RecordTooLargeException tooLarge = new RecordTooLargeException("1234567 bytes");
    private final InternalErrorException failure =
            new InternalErrorException(new IllegalStateException("outer", new ArithmeticException("inner")));

    private Instant now = Instant.parse("2026-01-02T03:04:05Z");
    private final InstantSource time = () -> now;
    private final RecordFailures failures = new RecordFailures(3, time.withZone(ZoneOffset.UTC));

    @Test
    void returnsTrueForTheLastAttemptAndEachOneAfterIt() {
        assertThat(failures.failed(RECORD, failure)).isFalse();
        assertThat(failures.failed(RECORD, failure)).isFalse();
        assertThat(failures.failed(OTHER, failure)).isFalse();
        assertThat(failures.failed(RECORD, failure)).isTrue();
        assertThat(failures.failed(RECORD, failure)).isTrue();
        assertThat(failures.failed(OTHER, failure)).isFalse();
    }

    @Test
    void aResultResetsTheAttempts() {
        failures.failed(RECORD, failure);
        failures.failed(RECORD, failure);
        failures.resolved(RECORD);
        assertThat(failures.failed(RECORD, failure)).isFalse();
    }

    @Test
    void aRecordWhosePredictionIsTooLargeFailsForGood() {
        assertThat(failures.permanent(RECORD)).isEmpty();
        failures.failed(RECORD, failure);
        assertThat(failures.permanent(RECORD)).isEmpty();
        InternalErrorException permanent = predictionTooLarge();
        assertThat(failures.failed(RECORD, permanent)).isTrue();
        assertThat(failures.permanent(RECORD)).containsSame(permanent);
        assertThat(failures.permanent(OTHER)).isEmpty();
    }

    @Test
    void aPredictionIsRecognizedByTheArrayThatWasForwarded() {
        byte[] prediction = {1, 2, 3};
        failures.forwarded(prediction, RECORD);
        failures.predictionTooLarge(prediction.clone(), tooLarge);
        failures.predictionTooLarge(null, tooLarge);
        assertThat(failures.permanent(RECORD)).isEmpty();
        failures.predictionTooLarge(prediction, tooLarge);
        assertThat(failures.permanent(RECORD)).isPresent();
    }

    @Test
    void countsRejectionsThatAreTooLarge() {
        assertThat(failures.timesTooLarge(RECORD)).isZero();
        failures.rejectionTooLarge(RECORD);
        failures.rejectionTooLarge(RECORD);
        assertThat(failures.timesTooLarge(RECORD)).isEqualTo(2);
        assertThat(failures.timesTooLarge(OTHER)).isZero();
        assertThat(failures.message()).isEmpty();
    }

    @Test
    void thereIsAMessageWhileARecordBlocksItsPartition() {
        assertThat(failures.message()).isEmpty();
        failures.failed(RECORD, failure);
        assertThat(failures.message()).hasValueSatisfying(message -> assertThat(message)
                .contains("images", "2", "41")
                .contains("java.lang.ArithmeticException: inner"));
        failures.failed(RECORD, failure);
        assertThat(failures.message()).isPresent();
        failures.failed(RECORD, failure);
        assertThat(failures.message()).as("rejected").isEmpty();
        failures.failed(RECORD, failure);
        assertThat(failures.message()).as("rejected again after an abort").isEmpty();
    }

    @Test
    void alsoForOneThatFailsForGoodUntilItIsRejected() {
        predictionTooLarge();
        assertThat(failures.message()).isPresent();
        failures.failed(RECORD, failure);
        assertThat(failures.message()).isEmpty();
    }

    @Test
    void anOldFailureIsNotReported() {
        failures.failed(RECORD, failure);
        now = now.plusSeconds(59);
        assertThat(failures.message()).isPresent();
        now = now.plusSeconds(2);
        assertThat(failures.message()).isEmpty();
    }

    @Test
    void keepsMoreRecordsThanATransactionHoldsButNotAll() {
        predictionTooLarge();
        for (int offset = 100; offset < 1_099; offset++) {
            failures.failed(new RecordAddress("images", 0, offset), failure);
        }
        assertThat(failures.permanent(RECORD)).isPresent();
        failures.failed(OTHER, failure);
        assertThat(failures.permanent(RECORD)).isEmpty();
    }

    @Test
    void aRecordHasAtLeastOneAttempt() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new RecordFailures(0, Clock.systemUTC()))
                .withMessageContaining("0; at least 1");
        assertThat(new RecordFailures(1, Clock.systemUTC()).failed(RECORD, failure))
                .isTrue();
    }

    /** Fails the record for good, and returns the failure. */
    private InternalErrorException predictionTooLarge() {
        byte[] prediction = {1};
        failures.forwarded(prediction, RECORD);
        failures.predictionTooLarge(prediction, tooLarge);
        InternalErrorException permanent = failures.permanent(RECORD).orElseThrow();
        assertThat(permanent).hasMessage(tooLarge.toString()).hasCause(tooLarge);
        return permanent;
    }
}
