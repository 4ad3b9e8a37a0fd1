package io.pawstream.benchmark.latency;

import io.pawstream.contract.event.MalformedEventException;
import io.pawstream.contract.event.PredictionEventCodec;
import io.pawstream.contract.event.Rejection;
import io.pawstream.contract.event.TopicNames;
import io.pawstream.testkit.CommittedResults;
import io.pawstream.testkit.NumberedImages;
import java.time.Duration;
import java.util.Map;
import org.HdrHistogram.Histogram;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;

/**
 * Reads committed answers as a subscriber does. The time of one counts from the moment when its image was due: a
 * publisher that is held up makes the times longer, it does not hide them (Tene, "How not to measure latency").
 */
final class AnswerTimes implements AutoCloseable {

    private static final TopicNames TOPICS = TopicNames.DEFAULT;

    private final KafkaConsumer<byte[], byte[]> consumer;

    AnswerTimes(String bootstrap) {
        consumer = CommittedResults.consumer(bootstrap, Map.of());
        consumer.seekToEnd(consumer.assignment());
        consumer.assignment().forEach(consumer::position);
    }

    /**
     * Publishes images, and waits for all of their answers.
     *
     * @param warmUp that many of the first ones do not count
     * @return microseconds
     */
    Histogram measure(NumberedImages images, int first, int count, int warmUp) {
        Histogram micros = new Histogram(3);
        images.start();
        int answers = 0;
        while (answers < count) {
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(100))) {
                int number = number(record);
                answers++;
                if (number >= first + warmUp) {
                    micros.recordValue(Math.max(0, System.nanoTime() - images.dueNanos(number)) / 1_000);
                }
            }
        }
        return micros;
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
