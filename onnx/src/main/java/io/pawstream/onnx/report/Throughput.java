package io.pawstream.onnx.report;

import io.pawstream.onnx.dataset.Median;
import io.pawstream.vision.inference.Classifier;
import io.pawstream.vision.inference.InferenceException;
import io.pawstream.vision.inference.OnnxModel;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Random;
import java.util.function.LongSupplier;

/** Measures how fast one thread classifies pixels that are decoded already. */
public final class Throughput {

    private static final int ROUNDS = 5;

    private final LongSupplier nanoTime;
    private final Duration round;

    /**
     * A measurement.
     *
     * @param nanoTime the time in nanoseconds
     * @param round how long each of the {@value #ROUNDS} rounds takes at least, and the warm-up before them
     */
    public Throughput(LongSupplier nanoTime, Duration round) {
        this.nanoTime = nanoTime;
        this.round = round;
    }

    /** images per second at a batch size: the median of the rounds. */
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
