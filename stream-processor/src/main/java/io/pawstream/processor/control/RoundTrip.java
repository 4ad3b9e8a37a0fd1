package io.pawstream.processor.control;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.pawstream.contract.event.ImageEvent;
import io.pawstream.contract.event.ImageEventCodec;
import io.pawstream.contract.event.MalformedEventException;
import io.pawstream.contract.event.PredictionEvent;
import io.pawstream.contract.event.PredictionEventCodec;
import io.pawstream.contract.event.Rejection;
import io.pawstream.contract.event.TopicNames;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Publishes an image and waits for its committed answer, as anybody does who uses the topics: whichever instance classifies
 * it.
 */
public final class RoundTrip {

    private static final Duration POLL = Duration.ofMillis(100);

    /** Somebody waits. */
    private static final int API_MILLIS = 5_000;

    private final Map<String, Object> consumerConfiguration;
    private final Producer<byte[], byte[]> producer;
    private final TopicNames topics;

    /**
     * A way to the topics.
     *
     * @param consumerConfiguration of a consumer without a group
     * @param producer publishes images
     */
    public RoundTrip(Map<String, Object> consumerConfiguration, Producer<byte[], byte[]> producer, TopicNames topics) {
        this.consumerConfiguration = new HashMap<>(consumerConfiguration);
        this.consumerConfiguration.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        this.consumerConfiguration.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, API_MILLIS);
        this.producer = producer;
        this.topics = topics;
    }

    /**
     * What became of the image: one of both.
     *
     * @param prediction what a model says, or null
     * @param rejection why it was refused, or null
     * @param seconds time from publishing it to having the committed answer
     */
    public record Answer(PredictionEvent prediction, Rejection rejection, double seconds) {}

    /**
     * Publishes an image and waits.
     *
     * @param event its id must be its own: the answer is known by it
     * @return the answer; empty if none came in time
     * @throws KafkaException if the topics cannot be reached or do not take the image
     */
    public Optional<Answer> ask(ImageEvent event, Duration timeout) throws InterruptedException {
        long start = System.nanoTime();
        try (KafkaConsumer<byte[], byte[]> answers =
                new KafkaConsumer<>(consumerConfiguration, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            skipToEnd(answers);
            long published = System.nanoTime();
            publish(event, start + timeout.toNanos() - published);
            while (System.nanoTime() - start < timeout.toNanos()) {
                for (ConsumerRecord<byte[], byte[]> record : answers.poll(POLL)) {
                    if (!Arrays.equals(record.key(), event.id().getBytes(UTF_8))) {
                        continue;
                    }
                    Optional<Answer> answer = read(record, event, (System.nanoTime() - published) * 1e-9);
                    if (answer.isPresent()) {
                        return answer;
                    }
                }
            }
            return Optional.empty();
        }
    }

    private void skipToEnd(KafkaConsumer<byte[], byte[]> answers) {
        List<TopicPartition> partitions = Stream.of(topics.predictions(), topics.rejected())
                .flatMap(topic -> answers.partitionsFor(topic).stream())
                .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                .toList();
        answers.assign(partitions);
        answers.seekToEnd(partitions);
        // A consumer looks up the end when it first needs it: that has to be before the image is published.
        partitions.forEach(answers::position);
    }

    private void publish(ImageEvent event, long timeoutNanos) throws InterruptedException {
        try {
            producer.send(ImageEventCodec.toRecord(topics.images(), event)).get(timeoutNanos, TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            throw new KafkaException("the brokers have not taken the image in time; they may yet", e);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof KafkaException failure ? failure : new KafkaException(e.getCause());
        }
    }

    private Optional<Answer> read(ConsumerRecord<byte[], byte[]> record, ImageEvent event, double seconds) {
        try {
            if (record.topic().equals(topics.rejected())) {
                Rejection rejection = Rejection.fromRecord(record);
                return Optional.of(new Answer(null, rejection, seconds))
                        .filter(answer -> isOf(event, rejection.source(), rejection.imageId()));
            }
            PredictionEvent prediction = PredictionEventCodec.fromRecord(record);
            return Optional.of(new Answer(prediction, null, seconds))
                    .filter(answer -> isOf(event, prediction.source(), prediction.imageId()));
        } catch (MalformedEventException e) {
            return Optional.empty();
        }
    }

    private static boolean isOf(ImageEvent event, String source, String id) {
        return event.source().equals(source) && event.id().equals(id);
    }
}
