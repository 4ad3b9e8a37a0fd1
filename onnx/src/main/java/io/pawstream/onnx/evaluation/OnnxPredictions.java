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

/** Predictions of ONNX files for decoded images, computed by the code that serves models. */
public final class OnnxPredictions {

    private static final int BATCH_SIZE = 16;

    private final PixelStore store;
    private final int classes;
    private final int threads;

    /**
     * Creates predictions for images of a store.
     *
     * @param store pixels of the images
     * @param classes number of classes of the networks, at least 2
     * @param threads number of inference threads, at least 1
     */
    public OnnxPredictions(PixelStore store, int classes, int threads) {
        this.store = store;
        this.classes = classes;
        this.threads = threads;
    }

    /**
     * Returns the probability of each class for each image.
     *
     * @param onnx the file
     * @param samples the images, with their slots in the store
     * @return the probabilities, 0 to 1: a row of all classes for each image, in the order of the images
     * @throws ModelException if the file cannot be loaded, or the network fails
     */
    public float[] probabilities(Path onnx, List<Sample> samples) throws ModelException {
        float[] probabilities = new float[samples.size() * classes];
        AtomicInteger next = new AtomicInteger();
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try (OnnxModel model = OnnxModel.load(onnx, store.size(), classes)) {
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
            throw new ModelException("inference of " + onnx + " failed: " + message(e), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ModelException("interrupted during inference of " + onnx, e);
        } finally {
            pool.shutdownNow();
        }
    }

    private static String message(ExecutionException e) {
        Throwable cause = e.getCause();
        return cause == null || cause.getMessage() == null ? e.toString() : cause.getMessage();
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
                float[] rows = classifier.probabilities(batch, count);
                System.arraycopy(rows, 0, probabilities, start * classes, rows.length);
            }
        }
    }
}
