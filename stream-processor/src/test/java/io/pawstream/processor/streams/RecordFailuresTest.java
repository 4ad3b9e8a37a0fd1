package io.pawstream.processor.streams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.pawstream.contract.event.RecordAddress;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Optional;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InvalidTimestampException;
import org.junit.jupiter.api.Test;

class RecordFailuresTest {

    private static final RecordAddress RECORD = new RecordAddress("images", 2, 41);
    private static final RecordAddress OTHER = new RecordAddress("images", 2, 42);
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
    void alsoForARecordWhosePredictionIsNotAcceptedUntilItHasAResult() {
        failures.outputs().predictionFailed(RECORD, new InvalidTimestampException("out of range"));
        assertThat(failures.message())
                .hasValueSatisfying(message -> assertThat(message).contains("images-2-41", "out of range"));
        failures.resolved(RECORD);
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
        failures.failed(RECORD, failure);
        failures.failed(RECORD, failure);
        for (int offset = 100; offset < 1_099; offset++) {
            failures.failed(new RecordAddress("images", 0, offset), failure);
        }
        assertThat(failures.failed(RECORD, failure)).isTrue();
        failures.failed(OTHER, failure);
        assertThat(failures.failed(RECORD, failure)).isFalse();
    }

    @Test
    void anotherRecordAtTheSamePositionHasNoFailures() {
        RecordIdentity record = new RecordIdentity(RECORD, 0, Optional.empty(), 0);
        failures.started(record);
        failures.failed(RECORD, failure);
        failures.failed(RECORD, failure);
        notAccepted(RECORD);
        failures.started(record);
        assertThat(failures.outputs().prediction(RECORD)).isPresent();
        assertThat(failures.outputs().form(RECORD)).isNotEqualTo(RejectionForm.ORIGINAL);
        failures.started(new RecordIdentity(RECORD, 0, Optional.empty(), 1));
        assertThat(failures.outputs().prediction(RECORD)).isEmpty();
        assertThat(failures.outputs().form(RECORD)).isEqualTo(RejectionForm.ORIGINAL);
        assertThat(failures.failed(RECORD, failure)).as("first attempt").isFalse();
    }

    @Test
    void forgetsTheFailuresOfCommittedRecords() {
        TopicPartition partition = new TopicPartition("images", 2);
        notAccepted(RECORD);
        notAccepted(OTHER);
        failures.failed(RECORD, failure);
        failures.failed(RECORD, failure);
        failures.committed(TestRecords.committed(partition, RECORD.offset()));
        assertThat(failures.outputs().prediction(RECORD)).isPresent();
        failures.committed(TestRecords.committed(partition, OTHER.offset()));
        assertThat(failures.outputs().prediction(RECORD)).isEmpty();
        assertThat(failures.outputs().form(RECORD)).isEqualTo(RejectionForm.ORIGINAL);
        assertThat(failures.failed(RECORD, failure)).as("first attempt").isFalse();
        assertThat(failures.outputs().prediction(OTHER)).isPresent();
    }

    private void notAccepted(RecordAddress record) {
        failures.outputs().predictionFailed(record, new InvalidTimestampException("out of range"));
    }

    @Test
    void aRecordHasAtLeastOneAttempt() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new RecordFailures(0, Clock.systemUTC()))
                .withMessageContaining("0; at least 1");
        assertThat(new RecordFailures(1, Clock.systemUTC()).failed(RECORD, failure))
                .isTrue();
    }
}
