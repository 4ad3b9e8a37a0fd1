package io.pawstream.processor.streams;

import io.pawstream.contract.event.MalformedEventException;
import io.pawstream.contract.event.PredictionEventCodec;
import io.pawstream.contract.event.RecordAddress;
import io.pawstream.contract.event.Rejection;
import io.pawstream.contract.event.RejectionReason;
import io.pawstream.processor.pipeline.Result.Rejected;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.streams.errors.DefaultProductionExceptionHandler;
import org.apache.kafka.streams.errors.ErrorHandlerContext;
import org.apache.kafka.streams.errors.ProcessingExceptionHandler;
import org.apache.kafka.streams.errors.ProductionExceptionHandler;
import org.apache.kafka.streams.processor.api.Record;
import org.jboss.logging.Logger;

/**
 * What Kafka Streams asks when a record fails: a defect that shows with the same record again and again rejects it, in the
 * stream's own transaction; for anything else the thread ends, the transaction aborts, and the record is tried again.
 *
 * <p>Streams makes handlers by their class, so a subclass without parameters brings the parts. Deserialization has no
 * handler of ours: keys and values are bytes and stay so.
 */
public class RecordFailureHandler extends DefaultProductionExceptionHandler implements ProcessingExceptionHandler {

    private static final Logger LOG = Logger.getLogger(RecordFailureHandler.class);

    private final RecordFailures faults;
    private final StreamMetrics metrics;
    private final String rejectedTopic;

    protected RecordFailureHandler(RecordFailures faults, StreamMetrics metrics, String rejectedTopic) {
        this.faults = faults;
        this.metrics = metrics;
        this.rejectedTopic = rejectedTopic;
    }

    @Override
    public ProcessingExceptionHandler.Response handleError(
            ErrorHandlerContext context, Record<?, ?> record, Exception failure) {
        RecordAddress input = new RecordAddress(context.topic(), context.partition(), context.offset());
        if (!(failure instanceof InternalErrorException unforeseen) || !faults.failed(input, unforeseen)) {
            return ProcessingExceptionHandler.Response.fail();
        }
        Rejected rejected = new Rejected(RejectionReason.INTERNAL_ERROR, failure.getMessage());
        LOG.errorf(
                "topic=%s partition=%d offset=%d reason=%s: %s",
                input.topic(),
                input.partition(),
                input.offset(),
                rejected.reason().word(),
                rejected.message());
        Record<byte[], byte[]> rejection = ResultRecords.rejection(
                new Record<>(context.sourceRawKey(), context.sourceRawValue(), context.timestamp(), context.headers()),
                input,
                rejected,
                faults.timesTooLarge(input));
        metrics.received();
        metrics.rejected(rejected, ClassifyProcessor.consumed(rejection, input));
        return ProcessingExceptionHandler.Response.resume(List.of(new ProducerRecord<>(
                rejectedTopic, null, rejection.timestamp(), rejection.key(), rejection.value(), rejection.headers())));
    }

    /**
     * An answer that is too large will be so at each try. The transaction is lost, so that its record can only be rejected
     * when it comes again, and without its image if that is what is too large.
     */
    @Override
    public ProductionExceptionHandler.Response handleError(
            ErrorHandlerContext context, ProducerRecord<byte[], byte[]> answer, Exception failure) {
        if (failure instanceof RecordTooLargeException) {
            // The context is of the record in work now, not of the one that this is the answer to.
            ConsumerRecord<byte[], byte[]> written =
                    new ConsumerRecord<>(answer.topic(), 0, 0, answer.key(), answer.value());
            answer.headers().forEach(written.headers()::add);
            try {
                if (answer.topic().equals(rejectedTopic)) {
                    faults.tooLarge(Rejection.fromRecord(written).input());
                } else {
                    faults.giveUp(
                            PredictionEventCodec.fromRecord(written).input(), new InternalErrorException(failure));
                }
            } catch (MalformedEventException e) {
                LOG.errorf(e, "what is too large for the topic %s is no answer", answer.topic());
            }
        }
        return super.handleError(context, answer, failure);
    }
}
