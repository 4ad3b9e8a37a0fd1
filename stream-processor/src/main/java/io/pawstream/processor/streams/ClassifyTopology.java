package io.pawstream.processor.streams;

import io.pawstream.contract.event.TopicNames;
import org.apache.kafka.common.serialization.Serdes.ByteArraySerde;
import org.apache.kafka.streams.Topology;

/** The topology: images, classify, predictions and rejected. */
public final class ClassifyTopology {

    static final String PREDICTIONS = "predictions";
    static final String REJECTED = "rejected";

    private ClassifyTopology() {}

    /** Builds it; each task gets a processor of its own. */
    public static Topology build(
            TopicNames topics,
            Prefetcher prefetcher,
            ResultRecords records,
            StreamMetrics metrics,
            RecordFailures faults,
            ResultWaits waits) {
        try (ByteArraySerde bytes = new ByteArraySerde()) {
            return new Topology()
                    .addSource("images", bytes.deserializer(), bytes.deserializer(), topics.images())
                    .addProcessor(
                            "classify",
                            () -> new ClassifyProcessor(prefetcher, records, metrics, faults, waits, topics.images()),
                            "images")
                    .addSink(PREDICTIONS, topics.predictions(), bytes.serializer(), bytes.serializer(), "classify")
                    .addSink(REJECTED, topics.rejected(), bytes.serializer(), bytes.serializer(), "classify");
        }
    }
}
