package io.pawstream.processor.streams;

import java.util.Map;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.streams.KafkaStreams;

/** Reads the consumer lag of this instance from the metrics of its consumers. */
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

    /** Returns whether a metric is the lag of a partition in a main consumer. Restore consumers read no images. */
    private static boolean isLag(MetricName name) {
        return name.name().equals("records-lag")
                && name.tags().containsKey("partition")
                && !name.tags().getOrDefault("client-id", "").endsWith("restore-consumer");
    }
}
