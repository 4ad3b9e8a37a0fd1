package io.pawstream.processor.streams;

import java.util.Map;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.KafkaStreams;

/** Reads the distance of consumers to the end and to the start of the log from their metrics. */
public final class ConsumerLag {

    private ConsumerLag() {}

    /**
     * Reads the consumer lag of all partitions of this instance.
     *
     * @param streams the streams of this instance
     * @return number of records that are not polled yet, at least 0
     */
    public static long records(KafkaStreams streams) {
        long sum = 0;
        for (Map.Entry<MetricName, ? extends Metric> metric : streams.metrics().entrySet()) {
            if (isLag(metric.getKey()) && metric.getValue().metricValue() instanceof Double lag && lag > 0) {
                sum += Math.round(lag);
            }
        }
        return sum;
    }

    /**
     * Reads how many offsets the position of a consumer is after the first offset in the log of a partition.
     *
     * @param metrics metrics of the consumer
     * @param partition an assigned partition
     * @return the number of offsets; the maximum value if the consumer has not fetched from the partition
     */
    static long lead(Map<MetricName, ? extends Metric> metrics, TopicPartition partition) {
        Map<String, String> tags =
                Map.of("topic", partition.topic(), "partition", Integer.toString(partition.partition()));
        return metrics.entrySet().stream()
                .filter(metric -> metric.getKey().name().equals("records-lead"))
                .filter(metric -> metric.getKey().tags().entrySet().containsAll(tags.entrySet()))
                .map(metric -> (Double) metric.getValue().metricValue())
                .filter(lead -> lead >= 0)
                .map(Math::round)
                .findFirst()
                .orElse(Long.MAX_VALUE);
    }

    /** Returns whether a metric is the lag of a partition in a main consumer. Restore consumers read no images. */
    private static boolean isLag(MetricName name) {
        return name.name().equals("records-lag")
                && name.tags().containsKey("partition")
                && !name.tags().getOrDefault("client-id", "").endsWith("restore-consumer");
    }
}
