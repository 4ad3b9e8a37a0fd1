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
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/**
 * Publishes an image and waits for its committed result, like any client of the topics. Any instance may classify it.
 */
public final class RoundTrip {

    private static final Duration POLL = Duration.ofMillis(100);

    /** Limits how long an HTTP request waits for a broker. */
    private static final int API_TIMEOUT_MILLIS = 5_000;

    private final Map<String, Object> consumerConfiguration;
    private final Supplier<Producer<byte[], byte[]>> producer;
    private final TopicNames topics;

    /**
     * Creates a client of the topics.
     *
     * @param consumerConfiguration configuration of a consumer without a group
     * @param producer publishes images
     * @param topics names of the topics
     */
    public RoundTrip(
            Map<String, Object> consumerConfiguration, Supplier<Producer<byte[], byte[]>> producer, TopicNames topics) {
        this.consumerConfiguration = new HashMap<>(consumerConfiguration);
        this.consumerConfiguration.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        this.consumerConfiguration.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, API_TIMEOUT_MILLIS);
        this.producer = producer;
        this.topics = topics;
    }

    /**
     * The result of an image, which is either a prediction or a rejection.
     *
     * @param prediction the prediction; absent if the image was rejected
     * @param rejection the rejection; absent if the image was classified
     * @param latencySeconds time from publishing the image to reading its committed result
     */
    record Response(
            @Nullable PredictionEvent prediction, @Nullable Rejection rejection, double latencySeconds) {}

    /**
     * Publishes an image and waits for its result.
     *
     * @param event an event with a unique id, which identifies the result
     * @param timeout maximum time for publishing and waiting
     * @return the result; empty after the timeout
     * @throws KafkaException if the broker is not reachable or rejects the image
     * @throws InterruptedException if the thread is interrupted while it waits
     */
    Optional<Response> classify(ImageEvent event, Duration timeout) throws InterruptedException {
        long start = System.nanoTime();
        try (KafkaConsumer<byte[], byte[]> results =
                new KafkaConsumer<>(consumerConfiguration, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            skipToEnd(results);
            long published = System.nanoTime();
            publish(event, start + timeout.toNanos() - published);
            while (System.nanoTime() - start < timeout.toNanos()) {
                for (ConsumerRecord<byte[], byte[]> record : results.poll(POLL)) {
                    if (!Arrays.equals(record.key(), event.id().getBytes(UTF_8))) {
                        continue;
                    }
                    Optional<Response> response = read(record, event, (System.nanoTime() - published) * 1e-9);
                    if (response.isPresent()) {
                        return response;
                    }
                }
            }
            return Optional.empty();
        }
    }

    private void skipToEnd(KafkaConsumer<byte[], byte[]> results) {
        List<TopicPartition> partitions = Stream.of(topics.predictions(), topics.rejected())
                .flatMap(topic -> results.partitionsFor(topic).stream())
                .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                .toList();
        results.assign(partitions);
        results.seekToEnd(partitions);
        // Consumers look up the end lazily; position() does it now, before the image is published.
        partitions.forEach(results::position);
    }

    private void publish(ImageEvent event, long timeoutNanos) throws InterruptedException {
        try {
            producer.get()
                    .send(ImageEventCodec.toRecord(topics.images(), event))
                    .get(timeoutNanos, TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            throw new KafkaException("the broker did not acknowledge the image in time, but may have stored it", e);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof KafkaException failure ? failure : new KafkaException(e.getCause());
        }
    }

    private Optional<Response> read(ConsumerRecord<byte[], byte[]> record, ImageEvent event, double seconds) {
        try {
            if (record.topic().equals(topics.rejected())) {
                Rejection rejection = Rejection.fromRecord(record);
                return Optional.of(new Response(null, rejection, seconds))
                        .filter(response -> isOf(event, rejection.source(), rejection.imageId()));
            }
            PredictionEvent prediction = PredictionEventCodec.fromRecord(record);
            return Optional.of(new Response(prediction, null, seconds))
                    .filter(response -> isOf(event, prediction.source(), prediction.imageId()));
        } catch (MalformedEventException e) {
            return Optional.empty();
        }
    }

    private static boolean isOf(ImageEvent event, String source, String id) {
        return event.source().equals(source) && event.id().equals(id);
    }
}
