package io.pawstream.processor.streams;

import io.pawstream.contract.event.RecordAddress;
import io.pawstream.processor.pipeline.Result;
import io.pawstream.processor.pipeline.Result.Classified;
import io.pawstream.processor.pipeline.Result.Rejected;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.RejectedExecutionException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.streams.errors.StreamsException;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;

/** ResultWaits for the outcome of each record, in order, and forwards it as a prediction or a rejection. */
final class ClassifyProcessor implements Processor<byte[], byte[], byte[], byte[]> {

    private final Prefetcher prefetcher;
    private final ResultRecords records;
    private final StreamMetrics metrics;
    private final RecordFailures faults;
    private final ResultWaits waits;
    private final String imagesTopic;
    private ProcessorContext<byte[], byte[]> context;

    ClassifyProcessor(
            Prefetcher prefetcher,
            ResultRecords records,
            StreamMetrics metrics,
            RecordFailures faults,
            ResultWaits waits,
            String imagesTopic) {
        this.prefetcher = prefetcher;
        this.records = records;
        this.metrics = metrics;
        this.faults = faults;
        this.waits = waits;
        this.imagesTopic = imagesTopic;
    }

    @Override
    public void init(ProcessorContext<byte[], byte[]> processorContext) {
        this.context = processorContext;
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        RecordMetadata metadata = context.recordMetadata()
                .orElseThrow(() -> new IllegalStateException("a record of a source topic has metadata"));
        RecordAddress input = new RecordAddress(metadata.topic(), metadata.partition(), metadata.offset());
        Answer answer = answer(record, input);
        faults.over(input);
        context.forward(answer.record(), answer.sink());
    }

    private record Answer(Record<byte[], byte[]> record, String sink) {}

    /** Fails with an {@link InternalErrorException} only for a defect of our own, before anything was sent. */
    private Answer answer(Record<byte[], byte[]> image, RecordAddress input) {
        try {
            CompletableFuture<Result> coming = outcome(image, input);
            faults.givenUp(input).ifPresent(known -> {
                throw known;
            });
            Result outcome = await(coming, input);
            if (outcome instanceof Classified classified) {
                Record<byte[], byte[]> prediction = records.prediction(image, input, classified);
                metrics.received();
                metrics.classified(classified, ResultRecords.label(classified), image.timestamp());
                return new Answer(prediction, ClassifyTopology.PREDICTIONS);
            }
            Rejected rejected = (Rejected) outcome;
            Record<byte[], byte[]> rejection =
                    ResultRecords.rejection(image, input, rejected, faults.timesTooLarge(input));
            metrics.received();
            metrics.rejected(rejected, consumed(rejection, input));
            return new Answer(rejection, ClassifyTopology.REJECTED);
        } catch (InternalErrorException | KafkaException | CancellationException | RejectedExecutionException e) {
            // The last three: the service is at fault, or shutting down.
            throw e;
        } catch (RuntimeException e) {
            throw new InternalErrorException(e);
        }
    }

    private CompletableFuture<Result> outcome(Record<byte[], byte[]> record, RecordAddress input) {
        CompletableFuture<Result> prefetched =
                prefetcher.take(new TopicPartition(input.topic(), input.partition()), input.offset());
        if (prefetched != null) {
            return prefetched;
        }
        metrics.prefetchMissed();
        return prefetcher.start(consumed(record, input));
    }

    static ConsumerRecord<byte[], byte[]> consumed(Record<byte[], byte[]> record, RecordAddress input) {
        return new ConsumerRecord<>(
                input.topic(),
                input.partition(),
                input.offset(),
                record.timestamp(),
                TimestampType.CREATE_TIME,
                0,
                0,
                record.key(),
                record.value(),
                record.headers(),
                Optional.empty());
    }

    private Result await(CompletableFuture<Result> outcome, RecordAddress input) {
        waits.begin(input);
        try {
            return outcome.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException defect) {
                throw defect;
            }
            // The service is at fault, not the image: the transaction aborts and the record is tried again.
            throw new StreamsException("no outcome for " + input + ": " + e.getCause(), e.getCause());
        } finally {
            waits.end(input);
        }
    }

    @Override
    public void close() {
        prefetcher.cancel(new TopicPartition(imagesTopic, context.taskId().partition()));
    }
}
