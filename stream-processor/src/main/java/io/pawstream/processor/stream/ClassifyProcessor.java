package io.pawstream.processor.stream;

import io.pawstream.contract.event.RecordAddress;
import io.pawstream.processor.classify.Outcome;
import io.pawstream.processor.classify.Outcome.Classified;
import io.pawstream.processor.classify.Outcome.Rejected;
import io.pawstream.processor.prefetch.Prefetcher;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.streams.errors.StreamsException;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;

/** Waits for the outcome of each record, in order, and forwards it as a prediction or a rejection. */
final class ClassifyProcessor implements Processor<byte[], byte[], byte[], byte[]> {

    private final Prefetcher prefetcher;
    private final OutcomeRecords records;
    private final StreamMetrics metrics;
    private final String imagesTopic;
    private ProcessorContext<byte[], byte[]> context;

    ClassifyProcessor(Prefetcher prefetcher, OutcomeRecords records, StreamMetrics metrics, String imagesTopic) {
        this.prefetcher = prefetcher;
        this.records = records;
        this.metrics = metrics;
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
        metrics.received();
        Outcome outcome = await(outcome(record, input), input);
        if (outcome instanceof Classified classified) {
            metrics.classified(classified, OutcomeRecords.label(classified));
            context.forward(records.prediction(record, input, classified), ClassifyTopology.PREDICTIONS);
        } else if (outcome instanceof Rejected rejected) {
            metrics.rejected(rejected);
            context.forward(records.rejection(record, input, rejected), ClassifyTopology.REJECTED);
        }
    }

    private CompletableFuture<Outcome> outcome(Record<byte[], byte[]> record, RecordAddress input) {
        CompletableFuture<Outcome> prefetched =
                prefetcher.take(new TopicPartition(input.topic(), input.partition()), input.offset());
        if (prefetched != null) {
            return prefetched;
        }
        metrics.prefetchMissed();
        return prefetcher.start(new ConsumerRecord<>(
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
                Optional.empty()));
    }

    private static Outcome await(CompletableFuture<Outcome> outcome, RecordAddress input) {
        try {
            return outcome.join();
        } catch (CompletionException e) {
            // The service is at fault, not the picture: the transaction aborts and the record is tried again.
            throw new StreamsException("no outcome for " + input + ": " + e.getCause(), e.getCause());
        }
    }

    @Override
    public void close() {
        prefetcher.cancel(new TopicPartition(imagesTopic, context.taskId().partition()));
    }
}
