package io.pawstream.processor.streams;

import io.pawstream.contract.event.RecordAddress;
import io.pawstream.contract.event.Rejection;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.WeakHashMap;
import java.util.function.Predicate;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.errors.InvalidTimestampException;
import org.apache.kafka.common.errors.RecordBatchTooLargeException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.jspecify.annotations.Nullable;

/**
 * Tracks the output records that the broker never accepts, for example because of their timestamp. Such a record aborts
 * its transaction. When its image record is processed again, the image is rejected, or its rejection takes another form.
 *
 * <p>Entries remain until the rejection of the image is committed, because its transaction may still abort.
 */
final class OutputFailures {

    /** Maximum number of records, which is more than a transaction contains. */
    private static final int MAX_RECORDS = 10_000;

    /** Maximum age of a failure that is reported. A record without a new failure belongs to another instance by then. */
    private static final Duration CURRENT = Duration.ofMinutes(1);

    private final Clock clock;
    private final Map<RecordAddress, Failure> failures = bounded();
    private final Map<RecordAddress, String> predictions = bounded();
    private final Map<RecordAddress, RejectionForm> forms = bounded();
    /** Values of forwarded predictions by identity, as arrays have no equality. Garbage collection removes them. */
    private final Map<byte[], RecordAddress> forwarded = new WeakHashMap<>();

    private record Failure(String message, Instant time) {}

    private static <T> Map<RecordAddress, T> bounded() {
        return new LinkedHashMap<>() {
            @Override
            protected boolean removeEldestEntry(Map.Entry<RecordAddress, T> eldest) {
                return size() > MAX_RECORDS;
            }
        };
    }

    /** Creates a tracker without failures, with the clock of their times. */
    OutputFailures(Clock clock) {
        this.clock = clock;
    }

    /**
     * Returns whether no attempt to write a record can succeed. All other failures concern the broker, the topic or the
     * permissions of the service and not the record.
     */
    static boolean isPermanent(Exception failure) {
        return failure instanceof InvalidTimestampException
                || failure instanceof InvalidRecordException
                || failure instanceof RecordTooLargeException
                || failure instanceof RecordBatchTooLargeException;
    }

    /** Records the image record of a prediction. */
    synchronized void forwarded(byte[] prediction, RecordAddress input) {
        forwarded.put(prediction, input);
    }

    /** Returns the position of the image record of a prediction or rejection, or null if the record is neither. */
    synchronized @Nullable RecordAddress input(ProducerRecord<byte[], byte[]> output) {
        RecordAddress input = forwarded.get(output.value());
        if (input != null || output.headers().lastHeader(Rejection.OFFSET) == null) {
            return input;
        }
        return Rejection.input(output.headers());
    }

    /** Records that the broker never accepts the prediction of an image. */
    synchronized void predictionFailed(RecordAddress input, Exception failure) {
        predictions.put(input, "Kafka does not accept the prediction: " + failure.getMessage());
        failures.put(input, new Failure(failure.toString(), clock.instant()));
        if (failure instanceof InvalidTimestampException || failure instanceof InvalidRecordException) {
            // The rejection has the same key and timestamp.
            forms.put(input, form(input).after(failure, clock.instant()));
        }
    }

    /** Records that the broker never accepts the rejection of an image in its current form. */
    synchronized void rejectionFailed(RecordAddress input, Exception failure) {
        failures.put(input, new Failure(failure.toString(), clock.instant()));
        forms.put(input, form(input).after(failure, clock.instant()));
    }

    /** Returns why the broker never accepts the prediction of an image; empty if it may accept it. */
    synchronized Optional<String> prediction(RecordAddress input) {
        return Optional.ofNullable(predictions.get(input));
    }

    /** Returns the form of the rejection of an image. */
    synchronized RejectionForm form(RecordAddress input) {
        return forms.getOrDefault(input, RejectionForm.ORIGINAL);
    }

    /** Forgets the failures of image records. */
    synchronized void forget(Predicate<RecordAddress> inputs) {
        failures.keySet().removeIf(inputs);
        predictions.keySet().removeIf(inputs);
        forms.keySet().removeIf(inputs);
    }

    /** Records that an image record has a new result. */
    synchronized void resolved(RecordAddress input) {
        failures.remove(input);
    }

    /** Returns a failure that currently blocks its partition; empty if there is none. */
    synchronized Optional<String> message() {
        Instant oldest = clock.instant().minus(CURRENT);
        return failures.entrySet().stream()
                .filter(entry -> entry.getValue().time().isAfter(oldest))
                .findFirst()
                .map(entry -> "the result of record " + entry.getKey() + " is not accepted: "
                        + entry.getValue().message());
    }
}
