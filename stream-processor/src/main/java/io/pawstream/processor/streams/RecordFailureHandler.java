package io.pawstream.processor.streams;

import io.pawstream.contract.event.RecordAddress;
import io.pawstream.contract.event.RejectionReason;
import io.pawstream.processor.pipeline.ProcessedRecord;
import io.pawstream.processor.pipeline.Result.Rejected;
import io.pawstream.processor.pipeline.ResultListener;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.streams.errors.DefaultProductionExceptionHandler;
import org.apache.kafka.streams.errors.ErrorHandlerContext;
import org.apache.kafka.streams.errors.ProcessingExceptionHandler;
import org.apache.kafka.streams.processor.api.Record;
import org.jboss.logging.Logger;

/**
 * Handles failing records for Kafka Streams. Rejects a record in the transaction of the stream after repeated internal
 * errors. After any other failure, the thread ends, the transaction aborts, and the record is retried. {@link
 * OutputFailures} tracks the output records that fail.
 *
 * <p>Streams creates handlers by class name, so a subclass without constructor parameters provides the dependencies.
 * There is no deserialization handler, because keys and values are byte arrays.
 */
public class RecordFailureHandler extends DefaultProductionExceptionHandler implements ProcessingExceptionHandler {

    private static final Logger LOG = Logger.getLogger(RecordFailureHandler.class);

    private final RecordFailures failures;
    private final ResultListener listener;
    private final String rejectedTopic;

    /**
     * Creates a handler.
     *
     * @param failures tracks the failures of each record
     * @param listener receives each rejection
     * @param rejectedTopic name of the topic of rejections
     */
    protected RecordFailureHandler(RecordFailures failures, ResultListener listener, String rejectedTopic) {
        this.failures = failures;
        this.listener = listener;
        this.rejectedTopic = rejectedTopic;
    }

    @Override
    public ProcessingExceptionHandler.Response handleError(
            ErrorHandlerContext context, Record<?, ?> record, Exception failure) {
        RecordAddress input = new RecordAddress(context.topic(), context.partition(), context.offset());
        if (!(failure instanceof InternalErrorException internal) || !failures.failed(input, internal)) {
            return ProcessingExceptionHandler.Response.fail();
        }
        Record<byte[], byte[]> image =
                new Record<>(context.sourceRawKey(), context.sourceRawValue(), context.timestamp(), context.headers());
        Rejected rejected = new Rejected(
                RecordImageRequest.of(image, input).identity(),
                RejectionReason.INTERNAL_ERROR,
                String.valueOf(internal.getMessage()));
        LOG.errorf(
                "topic=%s partition=%d offset=%d reason=%s: %s",
                input.topic(),
                input.partition(),
                input.offset(),
                rejected.reason().word(),
                rejected.message());
        Record<byte[], byte[]> rejection = ResultRecords.rejection(
                image, input, rejected, failures.outputs().form(input));
        listener.rejected(rejected, new ProcessedRecord(input, image.timestamp(), System.currentTimeMillis()));
        return ProcessingExceptionHandler.Response.resume(List.of(new ProducerRecord<>(
                rejectedTopic, null, rejection.timestamp(), rejection.key(), rejection.value(), rejection.headers())));
    }
}
