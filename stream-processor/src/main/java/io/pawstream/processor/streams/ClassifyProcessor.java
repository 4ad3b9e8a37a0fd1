package io.pawstream.processor.streams;

import io.pawstream.contract.event.RecordAddress;
import io.pawstream.contract.event.RejectionReason;
import io.pawstream.processor.pipeline.ProcessedRecord;
import io.pawstream.processor.pipeline.Result;
import io.pawstream.processor.pipeline.Result.Classified;
import io.pawstream.processor.pipeline.Result.Rejected;
import io.pawstream.processor.pipeline.ResultListener;
import io.pawstream.processor.streams.PrefetchWindow.Prefetched;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.RejectedExecutionException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.streams.errors.StreamsException;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;

/** Takes the result of each record in order, and forwards a prediction or a rejection. */
final class ClassifyProcessor implements Processor<byte[], byte[], byte[], byte[]> {

    private final Prefetcher prefetcher;
    private final ResultRecords records;
    private final ResultListener listener;
    private final RecordFailures failures;

    @SuppressWarnings("NullAway.Init") // Streams calls init() first.
    private ProcessorContext<byte[], byte[]> context;

    @SuppressWarnings("NullAway.Init")
    private Runnable commit;

    ClassifyProcessor(Prefetcher prefetcher, ResultRecords records, ResultListener listener, RecordFailures failures) {
        this.prefetcher = prefetcher;
        this.records = records;
        this.listener = listener;
        this.failures = failures;
    }

    @Override
    public void init(ProcessorContext<byte[], byte[]> processorContext) {
        this.context = processorContext;
        this.commit = processorContext::commit;
    }

    @Override
    public void process(Record<byte[], byte[]> image) {
        RecordMetadata metadata = context.recordMetadata()
                .orElseThrow(() -> new IllegalStateException("a record of a source topic has metadata"));
        RecordAddress input = new RecordAddress(metadata.topic(), metadata.partition(), metadata.offset());
        Output output = output(image, input);
        failures.resolved(input);
        context.forward(output.record(), output.sink());
        prefetcher.earlyCommit().processed(commit);
    }

    private record Output(Record<byte[], byte[]> record, String sink) {}

    /**
     * Takes the result and creates the output record.
     *
     * @throws InternalErrorException if the service has a defect; nothing has been forwarded then
     */
    private Output output(Record<byte[], byte[]> image, RecordAddress input) {
        try {
            Prefetched prefetched = prefetcher.take(image, input);
            failures.started(prefetched.record());
            Optional<String> failure = failures.outputs().prediction(input);
            Result result =
                    failure.isPresent() ? notAccepted(image, input, failure.get()) : await(prefetched.result(), input);
            ProcessedRecord processed = new ProcessedRecord(input, image.timestamp(), System.currentTimeMillis());
            if (result instanceof Classified classified) {
                Record<byte[], byte[]> prediction = records.prediction(image, input, classified);
                failures.outputs().forwarded(prediction.value(), input);
                listener.classified(classified, processed);
                return new Output(prediction, ClassifyTopology.PREDICTIONS);
            }
            Rejected rejected = (Rejected) result;
            Record<byte[], byte[]> rejection = ResultRecords.rejection(
                    image, input, rejected, failures.outputs().form(input));
            listener.rejected(rejected, processed);
            return new Output(rejection, ClassifyTopology.REJECTED);
        } catch (InternalErrorException | KafkaException | CancellationException | RejectedExecutionException e) {
            // The last three mean that the service fails or shuts down.
            throw e;
        } catch (RuntimeException e) {
            throw new InternalErrorException(e);
        }
    }

    private static Rejected notAccepted(Record<byte[], byte[]> image, RecordAddress input, String message) {
        return new Rejected(
                RecordImageRequest.of(image, input).identity(), RejectionReason.PREDICTION_NOT_ACCEPTED, message);
    }

    /** Returns the result, which is available unless the record was not prefetched. */
    private static Result await(CompletableFuture<Result> result, RecordAddress input) {
        try {
            return result.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException defect) {
                throw defect;
            }
            // The service failed and not the image. The transaction aborts, and the record is retried.
            throw new StreamsException("no result for " + input + ": " + e.getCause(), e.getCause());
        }
    }
}
