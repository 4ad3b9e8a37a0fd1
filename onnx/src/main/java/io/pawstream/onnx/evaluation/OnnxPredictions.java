package io.pawstream.onnx.evaluation;

import io.pawstream.model.ModelException;
import io.pawstream.onnx.dataset.PixelStore;
import io.pawstream.onnx.dataset.Sample;
import io.pawstream.vision.inference.Classifier;
import io.pawstream.vision.inference.InferenceException;
import io.pawstream.vision.inference.OnnxModel;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/** What an exported network says of images, through the very code that serves it. */
public final class OnnxPredictions {

    private static final int BATCH_SIZE = 16;

    private final PixelStore store;
    private final int threads;

    /**
     * Predictions on images of a store.
     *
     * @param threads number of threads that compute, at least 1
     */
    public OnnxPredictions(PixelStore store, int threads) {
        this.store = store;
        this.threads = threads;
    }

    /**
     * Probability of the second class for each image.
     *
     * @throws ModelException if the file cannot be loaded or fails
     */
    public float[] probabilities(Path onnx, List<Sample> samples) throws ModelException {
        float[] probabilities = new float[samples.size()];
        AtomicInteger next = new AtomicInteger();
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try (OnnxModel model = OnnxModel.load(onnx, store.size())) {
            List<Future<?>> workers = IntStream.range(0, threads)
                    .<Future<?>>mapToObj(worker -> pool.submit(() -> {
                        work(model, samples, next, probabilities);
                        return null;
                    }))
                    .toList();
            for (Future<?> worker : workers) {
                worker.get();
            }
            return probabilities;
        } catch (ExecutionException e) {
            throw new ModelException(
                    onnx + " fails on an image: " + e.getCause().getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ModelException("interrupted while running " + onnx, e);
        } finally {
            pool.shutdownNow();
        }
    }

    private void work(OnnxModel model, List<Sample> samples, AtomicInteger next, float[] probabilities)
            throws InferenceException {
        ByteBuffer batch = ByteBuffer.allocateDirect(BATCH_SIZE * store.size().bytes());
        try (Classifier classifier = model.newClassifier()) {
            for (int start = next.getAndAdd(BATCH_SIZE); start < samples.size(); start = next.getAndAdd(BATCH_SIZE)) {
                int count = Math.min(BATCH_SIZE, samples.size() - start);
                batch.clear();
                for (Sample sample : samples.subList(start, start + count)) {
                    batch.put(store.pixels(sample.slot()));
                }
                System.arraycopy(classifier.probabilities(batch, count), 0, probabilities, start, count);
            }
        }
    }
}
