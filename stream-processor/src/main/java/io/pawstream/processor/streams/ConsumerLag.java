package io.pawstream.processor.streams;

import java.util.Map;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.streams.KafkaStreams;

/** The consumer lag of this instance, as its consumers report it. */
public final class ConsumerLag {

    private ConsumerLag() {}

    /** Records not polled yet in all partitions of this instance, 0 or more. */
    public static long records(KafkaStreams streams) {
        long sum = 0;
        for (Map.Entry<MetricName, ? extends Metric> metric : streams.metrics().entrySet()) {
            if (isLag(metric.getKey()) && metric.getValue().metricValue() instanceof Double lag && lag > 0) {
                sum += Math.round(lag);
            }
        }
        return sum;
    }

    /** Lag of a partition, in a consumer of images. The restore consumer reads none. */
    private static boolean isLag(MetricName name) {
        return name.name().equals("records-lag")
                && name.tags().containsKey("partition")
                && !name.tags().getOrDefault("client-id", "").endsWith("restore-consumer");
    }
}
