package io.pawstream.benchmark.shared;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.pawstream.contract.event.TopicNames;
import io.pawstream.testkit.CommittedResults;
import io.pawstream.testkit.NumberedImages;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.header.Header;

/** Reads committed predictions and rejections of any consumer, as a subscriber does. */
public final class ResultReader implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration POLL_TIMEOUT = Duration.ofMillis(50);

    private final KafkaConsumer<byte[], byte[]> consumer;

    /** Receives results. */
    @FunctionalInterface
    public interface Listener {
        /**
         * Called for each result.
         *
         * @param number number of the image
         * @param readNanos when the result was read, on the clock of {@link System#nanoTime}
         */
        void onResult(int number, long readNanos);
    }

    /**
     * Opens a reader at the beginning of the topics.
     *
     * @param bootstrap the broker, {@code host:port}
     */
    public ResultReader(String bootstrap) {
        consumer = CommittedResults.consumer(bootstrap, Map.of());
    }

    /** Skips all results that are committed so far. */
    public void seekToEnd() {
        consumer.seekToEnd(consumer.assignment());
        consumer.assignment().forEach(consumer::position);
    }

    /**
     * Reads until a condition holds.
     *
     * @param end condition, checked after each poll
     * @param quiet maximum time without a result
     * @param listener receives the results
     * @return whether the condition holds; false if no result arrived for that time
     * @throws IOException if a result has no number
     */
    public boolean read(BooleanSupplier end, Duration quiet, Listener listener) throws IOException {
        long lastNanos = System.nanoTime();
        while (!end.getAsBoolean()) {
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL_TIMEOUT)) {
                lastNanos = System.nanoTime();
                listener.onResult(number(record), lastNanos);
            }
            if (System.nanoTime() - lastNanos > quiet.toNanos()) {
                return end.getAsBoolean();
            }
        }
        return true;
    }

    /**
     * Returns the number of the image of a result. A rejection contains the headers of the image. A prediction is JSON
     * with the id of the image in {@code imageId} (Pawstream) or {@code id}.
     *
     * @throws IOException if the record has no such id
     */
    static int number(ConsumerRecord<byte[], byte[]> record) throws IOException {
        if (record.topic().equals(TopicNames.DEFAULT.rejected())) {
            Header id = record.headers().lastHeader("ce_id");
            if (id == null) {
                throw new IOException("a rejection has no header ce_id");
            }
            return NumberedImages.number(new String(id.value(), UTF_8));
        }
        JsonNode prediction = JSON.readTree(record.value());
        JsonNode id = prediction.has("imageId") ? prediction.get("imageId") : prediction.path("id");
        if (!id.isTextual()) {
            throw new IOException("a prediction has no id: " + prediction);
        }
        return NumberedImages.number(id.textValue());
    }

    @Override
    public void close() {
        consumer.close();
    }
}
