package io.pawstream.benchmark.latency;

import io.pawstream.benchmark.shared.ResultReader;
import io.pawstream.testkit.NumberedImages;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/** Publishes images and measures the latency of their committed results, as a subscriber measures it. */
final class LatencyMeter implements AutoCloseable {

    private static final Duration NO_RESULT = Duration.ofMinutes(2);

    private final ResultReader reader;

    /** Opens a reader at the end of the topics. */
    LatencyMeter(String bootstrap) {
        reader = new ResultReader(bootstrap);
        reader.seekToEnd();
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
        return measure(images, count, firstMeasured, () -> {});
    }

    /** The same, and runs {@code onResult} for each result. */
    LatencyRecorder measure(NumberedImages images, int count, int firstMeasured, Runnable onResult) throws IOException {
        LatencyRecorder recorder = new LatencyRecorder(firstMeasured);
        AtomicInteger results = new AtomicInteger();
        images.start();
        boolean complete = reader.read(() -> results.get() >= count, NO_RESULT, (number, readNanos) -> {
            recorder.record(number, images.dueNanos(number), readNanos);
            results.incrementAndGet();
            onResult.run();
        });
        if (!complete) {
            throw new IOException("no result for two minutes: " + results + " of " + count + " images have a result");
        }
        return recorder;
    }

    @Override
    public void close() {
        reader.close();
    }
}
