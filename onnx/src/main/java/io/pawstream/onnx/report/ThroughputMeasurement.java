package io.pawstream.onnx.report;

import io.pawstream.onnx.dataset.Median;
import io.pawstream.vision.inference.Classifier;
import io.pawstream.vision.inference.InferenceException;
import io.pawstream.vision.inference.OnnxModel;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Random;
import java.util.function.LongSupplier;

/** Measures the throughput of one thread on decoded pixels. */
public final class ThroughputMeasurement {

    private static final int ROUNDS = 5;

    private final LongSupplier nanoTime;
    private final Duration round;

    /**
     * Creates a measurement.
     *
     * @param nanoTime clock in nanoseconds
     * @param round minimum duration of the warm-up and of each of the {@value #ROUNDS} rounds
     */
    public ThroughputMeasurement(LongSupplier nanoTime, Duration round) {
        this.nanoTime = nanoTime;
        this.round = round;
    }

    /**
     * Measures the throughput at a batch size.
     *
     * @param model the model
     * @param batchSize images per batch, at least 1
     * @return images/s, the median of the rounds
     * @throws InferenceException if the network fails
     */
    public double imagesPerSecond(OnnxModel model, int batchSize) throws InferenceException {
        byte[] noise = new byte[batchSize * model.size().bytes()];
        new Random(1).nextBytes(noise);
        ByteBuffer batch = ByteBuffer.allocateDirect(noise.length).put(noise);
        try (Classifier classifier = model.newClassifier()) {
            round(classifier, batch, batchSize);
            double[] rates = new double[ROUNDS];
            for (int i = 0; i < ROUNDS; i++) {
                rates[i] = round(classifier, batch, batchSize);
            }
            return Median.of(rates);
        }
    }

    private double round(Classifier classifier, ByteBuffer batch, int batchSize) throws InferenceException {
        long begin = nanoTime.getAsLong();
        long images = 0;
        long elapsed;
        do {
            classifier.probabilities(batch, batchSize);
            images += batchSize;
            elapsed = nanoTime.getAsLong() - begin;
        } while (elapsed < round.toNanos());
        return images * 1e9 / elapsed;
    }
}
