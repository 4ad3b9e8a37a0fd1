package io.pawstream.processor.streams;

import static org.assertj.core.api.Assertions.assertThat;

import io.pawstream.contract.event.RecordAddress;
import io.pawstream.contract.event.Rejection;
import io.pawstream.contract.event.RejectionReason;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InvalidTimestampException;
import org.apache.kafka.common.errors.RecordBatchTooLargeException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OutputFailuresTest {

    private static final RecordAddress GOOD = new RecordAddress("images", 2, 40);
    private static final RecordAddress BAD = new RecordAddress("images", 2, 41);

    private Instant now = Instant.parse("2026-01-02T03:04:05Z");
    private final InstantSource time = () -> now;
    private final Clock clock = time.withZone(ZoneOffset.UTC);
    private final OutputFailures failures = new OutputFailures(clock);
    private final OutputInterceptor interceptor = new OutputInterceptor();

    OutputFailuresTest() {
        interceptor.configure(Map.of(OutputInterceptor.FAILURES, failures));
    }

    @Test
    void onlyTheRecordAtFaultInABatchIsRejected() {
        ProducerRecord<byte[], byte[]> good = prediction(GOOD);
        ProducerRecord<byte[], byte[]> bad = prediction(BAD);
        acknowledge(good, new KafkaException("part of a batch which had one or more invalid records"));
        acknowledge(bad, new InvalidRecordException("the topic is compacted"));
        assertThat(failures.prediction(GOOD)).isEmpty();
        assertThat(failures.prediction(BAD)).hasValue("Kafka does not accept the prediction: the topic is compacted");
    }

    @Test
    void aRecordOfABatchThatWasNotSentIsNotRejected() {
        ProducerRecord<byte[], byte[]> bad = prediction(BAD);
        ProducerRecord<byte[], byte[]> good = prediction(GOOD);
        acknowledge(bad, new InvalidTimestampException("Timestamp 1 of message with offset 0 is out of range"));
        acknowledge(
                good, new InvalidTimestampException("One or more records have been rejected due to invalid timestamp"));
        assertThat(failures.prediction(BAD)).isPresent();
        assertThat(failures.prediction(GOOD)).isEmpty();
    }

    @Test
    void norIsOneThatAbortsWithTheFailureOfALargeRecord() {
        RecordTooLargeException tooLarge = new RecordTooLargeException("the server does not accept it");
        ProducerRecord<byte[], byte[]> good = prediction(GOOD);
        acknowledge(prediction(BAD), tooLarge);
        acknowledge(good, tooLarge);
        assertThat(failures.prediction(BAD)).isPresent();
        assertThat(failures.prediction(GOOD)).isEmpty();
    }

    @Test
    void aFailureOfTheBrokerOrItsConfigurationRejectsNothing() {
        for (Exception failure : new Exception[] {
            new TimeoutException("broker"),
            new UnknownTopicOrPartitionException("gone"),
            new TopicAuthorizationException("predictions")
        }) {
            acknowledge(prediction(BAD), failure);
            assertThat(failures.prediction(BAD)).isEmpty();
            assertThat(failures.message()).isEmpty();
        }
    }

    @Test
    void eachErrorOfARecordIsPermanent() {
        for (Exception failure : new Exception[] {
            new InvalidTimestampException("old"),
            new InvalidRecordException("key"),
            new RecordTooLargeException("1"),
            new RecordBatchTooLargeException("2")
        }) {
            assertThat(OutputFailures.isPermanent(failure)).isTrue();
        }
    }

    @Test
    void anAcceptedRecordIsForgotten() {
        ProducerRecord<byte[], byte[]> record = prediction(BAD);
        acknowledge(record, null);
        acknowledge(record, new RecordTooLargeException("again"));
        acknowledge(new ProducerRecord<>("other", new byte[0]), new RecordTooLargeException("no image"));
        assertThat(failures.message()).isEmpty();
    }

    @Test
    void theRejectionGetsATimestampAndKeyThatItsTopicAccepts() {
        assertThat(failures.form(BAD)).isEqualTo(RejectionForm.ORIGINAL);
        acknowledge(prediction(BAD), new InvalidTimestampException("old"));
        assertThat(failures.form(BAD)).isEqualTo(new RejectionForm(0, now, false));
        now = now.plusSeconds(100);
        acknowledge(rejection(BAD), new InvalidRecordException("no key"));
        assertThat(failures.form(BAD)).isEqualTo(new RejectionForm(0, now, true));
        now = now.plusSeconds(100);
        acknowledge(rejection(BAD), new InvalidTimestampException("old again"));
        assertThat(failures.form(BAD)).isEqualTo(new RejectionForm(0, now, true));
    }

    @Test
    void severalRecordsOfABatchCanViolateAnyRule() {
        acknowledge(prediction(BAD), new InvalidRecordException("out of range"));
        assertThat(failures.form(BAD)).isEqualTo(new RejectionForm(0, now, true));
    }

    @Test
    void aRejectionThatIsTooLargeLosesFirstItsImageThenItsKeyAndHeaders() {
        acknowledge(prediction(BAD), new RecordTooLargeException("prediction"));
        assertThat(failures.form(BAD)).as("its image may fit").isEqualTo(RejectionForm.ORIGINAL);
        acknowledge(rejection(BAD), new RecordTooLargeException("image"));
        acknowledge(rejection(BAD), new RecordBatchTooLargeException("key"));
        assertThat(failures.form(BAD)).isEqualTo(new RejectionForm(2, null, false));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aFailureIsReportedUntilTheRecordHasAResultOrBelongsToAnotherInstance(boolean resolved) {
        acknowledge(prediction(BAD), new InvalidTimestampException("old"));
        assertThat(failures.message())
                .hasValueSatisfying(message -> assertThat(message).contains("images-2-41", "old"));
        if (resolved) {
            failures.resolved(BAD);
        } else {
            now = now.plusSeconds(61);
        }
        assertThat(failures.message()).isEmpty();
        assertThat(failures.prediction(BAD)).as("the transaction may abort").isPresent();
    }

    private ProducerRecord<byte[], byte[]> prediction(RecordAddress input) {
        byte[] value = {1, 2, 3};
        failures.forwarded(value, input);
        return interceptor.onSend(new ProducerRecord<>("predictions", value));
    }

    private ProducerRecord<byte[], byte[]> rejection(RecordAddress input) {
        return interceptor.onSend(new ProducerRecord<>(
                "images.rejected",
                null,
                (byte[]) null,
                new byte[0],
                Rejection.headers(new RecordHeaders(), RejectionReason.EMPTY, "nothing", input)));
    }

    private void acknowledge(ProducerRecord<byte[], byte[]> record, Exception failure) {
        RecordMetadata metadata = new RecordMetadata(new TopicPartition(record.topic(), 0), 0, 0, 0, 0, 0);
        interceptor.onAcknowledgement(metadata, failure, record.headers());
    }
}
