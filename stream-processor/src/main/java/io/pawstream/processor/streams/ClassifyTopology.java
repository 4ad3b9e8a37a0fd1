package io.pawstream.processor.streams;

import io.pawstream.contract.event.TopicNames;
import io.pawstream.processor.pipeline.ResultListener;
import org.apache.kafka.common.serialization.Serdes.ByteArraySerde;
import org.apache.kafka.streams.Topology;

/** The topology: a source of images, the processor, and sinks for predictions and rejections. */
public final class ClassifyTopology {

    static final String PREDICTIONS = "predictions";
    static final String REJECTED = "rejected";

    private ClassifyTopology() {}

    /**
     * Builds the topology. Each task has its own processor.
     *
     * @param topics names of the topics
     * @param prefetcher provides the results
     * @param records creates output records
     * @param listener receives each result
     * @param failures tracks the failures of each record
     * @return the topology
     */
    public static Topology build(
            TopicNames topics,
            Prefetcher prefetcher,
            ResultRecords records,
            ResultListener listener,
            RecordFailures failures) {
        try (ByteArraySerde bytes = new ByteArraySerde()) {
            return new Topology()
                    .addSource("images", bytes.deserializer(), bytes.deserializer(), topics.images())
                    .addProcessor(
                            "classify", () -> new ClassifyProcessor(prefetcher, records, listener, failures), "images")
                    .addSink(PREDICTIONS, topics.predictions(), bytes.serializer(), bytes.serializer(), "classify")
                    .addSink(REJECTED, topics.rejected(), bytes.serializer(), bytes.serializer(), "classify");
        }
    }
}
