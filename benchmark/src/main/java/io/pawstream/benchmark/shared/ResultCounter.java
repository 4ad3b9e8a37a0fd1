package io.pawstream.benchmark.shared;

import io.pawstream.testkit.CommittedResults;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;

/** Reads and counts committed results. */
public final class ResultCounter implements AutoCloseable {

    private static final Duration POLL_TIMEOUT = Duration.ofMillis(50);

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Listener listener;
    private int results;

    /** Receives results. */
    @FunctionalInterface
    public interface Listener {
        /**
         * Called for each result.
         *
         * @param result prediction or rejection
         * @throws IOException to end the reading
         */
        void onResult(ConsumerRecord<byte[], byte[]> result) throws IOException;
    }

    /**
     * Opens a counter of all results, starting with the first one.
     *
     * @param bootstrap the broker, {@code host:port}
     * @param listener receives the results
     */
    public ResultCounter(String bootstrap, Listener listener) {
        consumer = CommittedResults.consumer(bootstrap, Map.of());
        this.listener = listener;
    }

    /**
     * Returns the number of results counted so far.
     *
     * @return predictions and rejections
     */
    public int results() {
        return results;
    }

    /**
     * Reads until a number of results is reached.
     *
     * @param expected number of results since the first one
     * @throws IOException if it is not reached within ten minutes, or the listener throws it
     */
    public void await(int expected) throws IOException {
        long deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(10);
        while (results < expected) {
            poll();
            if (System.nanoTime() > deadline) {
                throw new IOException("only " + results + " of " + expected + " results after ten minutes");
            }
        }
    }

    /**
     * Reads for a time.
     *
     * @param seconds time in seconds
     * @return number of results read in this time
     * @throws IOException if the listener throws it
     */
    public int readFor(double seconds) throws IOException {
        int before = results;
        long end = System.nanoTime() + (long) (seconds * 1e9);
        while (System.nanoTime() < end) {
            poll();
        }
        return results - before;
    }

    private void poll() throws IOException {
        for (ConsumerRecord<byte[], byte[]> result : consumer.poll(POLL_TIMEOUT)) {
            listener.onResult(result);
            results++;
        }
    }

    @Override
    public void close() {
        consumer.close();
    }
}
