package io.pawstream.processor.streams;

import java.util.Map;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.streams.KafkaStreams;

/** How many image records wait in the partitions of this instance, as its consumers know it. */
public final class ConsumerLag {

    private ConsumerLag() {}

    /** Records that are not polled yet, of all partitions together. */
    public static long records(KafkaStreams streams) {
        long sum = 0;
        for (Map.Entry<MetricName, ? extends Metric> metric : streams.metrics().entrySet()) {
            if (isLag(metric.getKey()) && metric.getValue().metricValue() instanceof Double lag && lag > 0) {
                sum += Math.round(lag);
            }
        }
        return sum;
    }

    /** Of a partition, and of a consumer that reads images: the one that would restore state has none to restore. */
    private static boolean isLag(MetricName name) {
        return name.name().equals("records-lag")
                && name.tags().containsKey("partition")
                && !name.tags().getOrDefault("client-id", "").endsWith("restore-consumer");
    }
}
