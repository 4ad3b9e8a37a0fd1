package io.pawstream.benchmark.latency;

import io.pawstream.contract.event.MalformedEventException;
import io.pawstream.contract.event.PredictionEventCodec;
import io.pawstream.contract.event.Rejection;
import io.pawstream.contract.event.TopicNames;
import io.pawstream.testkit.CommittedResults;
import io.pawstream.testkit.NumberedImages;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;

/** Publishes images and measures the latency of their committed results, as a subscriber measures it. */
final class LatencyMeter implements AutoCloseable {

    private static final TopicNames TOPICS = TopicNames.DEFAULT;
    private static final long IDLE_TIMEOUT_NANOS = TimeUnit.MINUTES.toNanos(2);

    private final KafkaConsumer<byte[], byte[]> consumer;

    /** Opens a consumer at the end of the topics. */
    LatencyMeter(String bootstrap) {
        consumer = CommittedResults.consumer(bootstrap, Map.of());
        consumer.seekToEnd(consumer.assignment());
        consumer.assignment().forEach(consumer::position);
    }

    /**
     * Publishes images and waits for all results.
     *
     * @param images publisher that is not started yet
     * @param count number of images, at least 0
     * @param firstMeasured number of the first image after the warm-up
     * @return latencies of the measured images
     * @throws IOException if no result arrives within two minutes
     */
    LatencyRecorder measure(NumberedImages images, int count, int firstMeasured) throws IOException {
        LatencyRecorder recorder = new LatencyRecorder(firstMeasured);
        images.start();
        int results = 0;
        long lastNanos = System.nanoTime();
        while (results < count) {
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(100))) {
                int number = number(record);
                lastNanos = System.nanoTime();
                recorder.record(number, images.dueNanos(number), lastNanos);
                results++;
            }
            if (System.nanoTime() - lastNanos > IDLE_TIMEOUT_NANOS) {
                throw new IOException(
                        "no result for two minutes: " + results + " of " + count + " images have a result");
            }
        }
        return recorder;
    }

    private static int number(ConsumerRecord<byte[], byte[]> record) {
        try {
            return NumberedImages.number(
                    record.topic().equals(TOPICS.rejected())
                            ? Rejection.fromRecord(record).imageId()
                            : PredictionEventCodec.fromRecord(record).imageId());
        } catch (MalformedEventException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        consumer.close();
    }
}
