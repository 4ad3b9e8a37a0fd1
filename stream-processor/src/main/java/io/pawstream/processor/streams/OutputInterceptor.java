package io.pawstream.processor.streams;

import io.pawstream.contract.event.RecordAddress;
import io.pawstream.contract.event.Rejection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.producer.ProducerInterceptor;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * Reports the output records that the broker never accepts. Streams reports only the first record of a failed batch,
 * which need not be the one at fault. Kafka creates the interceptor by reflection and passes its dependency as
 * configuration.
 */
public final class OutputInterceptor implements ProducerInterceptor<byte[], byte[]> {

    static final String FAILURES = "pawstream.output.failures";

    /** Start of the message with which a broker rejects a batch because of some of its records. */
    private static final String BATCH_MESSAGE = "One or more records have been rejected";

    /** By the identity of the headers, the only object of a record that Kafka passes with the acknowledgement. */
    private final Map<Headers, RecordAddress> inputs = Collections.synchronizedMap(new IdentityHashMap<>());

    /** The failures so far, by identity. */
    private final Set<Exception> seen = Collections.synchronizedSet(Collections.newSetFromMap(new IdentityHashMap<>()));

    @SuppressWarnings("NullAway.Init") // Kafka calls configure() first.
    private OutputFailures failures;

    @Override
    @SuppressWarnings("NullAway") // PrefetchingClientSupplier sets it.
    public void configure(Map<String, ?> configuration) {
        failures = (OutputFailures) configuration.get(FAILURES);
    }

    @Override
    public ProducerRecord<byte[], byte[]> onSend(ProducerRecord<byte[], byte[]> output) {
        RecordAddress input = failures.input(output);
        if (input != null) {
            inputs.put(output.headers(), input);
        }
        return output;
    }

    @Override
    public void onAcknowledgement(RecordMetadata metadata, @Nullable Exception failure, Headers headers) {
        RecordAddress input = inputs.remove(headers);
        if (input == null || failure == null || !isOfThisRecord(failure)) {
            return;
        }
        if (headers.lastHeader(Rejection.REASON) != null) {
            failures.rejectionFailed(input, failure);
        } else {
            failures.predictionFailed(input, failure);
        }
    }

    /**
     * Returns whether a failure is that of the record. After a batch fails, Kafka aborts the batches that were not sent
     * with the failure of that batch: either the object with which its record failed, or one for the whole batch.
     */
    private boolean isOfThisRecord(Exception failure) {
        return OutputFailures.isPermanent(failure)
                && seen.add(failure)
                && !String.valueOf(failure.getMessage()).startsWith(BATCH_MESSAGE);
    }

    @Override
    public void close() {
        inputs.clear();
        seen.clear();
    }
}
