package io.pawstream.benchmark.throughput;

import com.sun.management.OperatingSystemMXBean;
import io.pawstream.model.ModelCard;
import io.pawstream.model.ModelDirectory;
import io.pawstream.model.ModelException;
import io.pawstream.vision.image.DecodeLimits;
import io.pawstream.vision.image.DecodeResult;
import io.pawstream.vision.image.ImageDecoder;
import io.pawstream.vision.inference.Classifier;
import io.pawstream.vision.inference.InferenceException;
import io.pawstream.vision.inference.OnnxModel;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Decoding and inference without Kafka: the upper bound of the pipeline's throughput. Each thread has its own
 * classifier, decodes a batch and runs it.
 */
final class BaselineLoop implements AutoCloseable {

    private static final OperatingSystemMXBean SYSTEM =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    private final OnnxModel model;
    private final ImageDecoder decoder;
    private final List<byte[]> images;
    private final int maxBatch;
    private final int threads;
    private final double seconds;
    private final Queue<Classifier> classifiers = new ConcurrentLinkedQueue<>();

    /**
     * Loads the model.
     *
     * @param directory model directory
     * @param images encoded images, used in rotation
     * @param threads number of threads, at least 1
     * @param seconds duration of a measurement, above 0; a third of it is added as the warm-up
     * @throws ModelException if the model cannot be loaded
     */
    BaselineLoop(ModelDirectory directory, List<byte[]> images, int threads, double seconds) throws ModelException {
        ModelCard card = directory.card();
        this.model =
                OnnxModel.load(directory.onnx(), card.input(), card.classes().size());
        this.decoder = new ImageDecoder(card.preprocessing(), DecodeLimits.DEFAULT);
        this.maxBatch = card.maxBatch() == null ? Integer.MAX_VALUE : card.maxBatch();
        this.images = List.copyOf(images);
        this.threads = threads;
        this.seconds = seconds;
    }

    /** The work of one thread, run repeatedly. */
    @FunctionalInterface
    private interface Work {
        /** Runs one iteration, numbered from 0, and returns the number of processed images. */
        int run(int iteration) throws InferenceException;
    }

    /** Creates the work of one thread on that thread. */
    @FunctionalInterface
    private interface Setup {
        Work work();
    }

    /** Measures decoding only. */
    Throughput decode() throws InterruptedException {
        return measure(() -> {
            ByteBuffer pixels = ByteBuffer.allocateDirect(model.size().bytes());
            return iteration -> decode(iteration, pixels, 1);
        });
    }

    /** Measures inference only, with batches of {@code most} images, or of as many as the model takes if these are fewer. */
    Throughput infer(int most) throws InterruptedException {
        int batchSize = Math.min(most, maxBatch);
        return measure(() -> {
            Classifier classifier = newClassifier();
            ByteBuffer pixels =
                    ByteBuffer.allocateDirect(batchSize * model.size().bytes());
            return iteration -> infer(classifier, pixels, batchSize);
        });
    }

    /** Measures decoding followed by inference, with the same batches as {@link #infer}. */
    Throughput decodeAndInfer(int most) throws InterruptedException {
        int batchSize = Math.min(most, maxBatch);
        return measure(() -> {
            Classifier classifier = newClassifier();
            ByteBuffer pixels =
                    ByteBuffer.allocateDirect(batchSize * model.size().bytes());
            return iteration -> {
                decode(iteration, pixels, batchSize);
                return infer(classifier, pixels, batchSize);
            };
        });
    }

    private Classifier newClassifier() {
        Classifier classifier = model.newClassifier();
        classifiers.add(classifier);
        return classifier;
    }

    private static int infer(Classifier classifier, ByteBuffer pixels, int batchSize) throws InferenceException {
        var unused = classifier.probabilities(pixels.clear(), batchSize);
        return batchSize;
    }

    private int decode(int iteration, ByteBuffer pixels, int batchSize) {
        for (int i = 0; i < batchSize; i++) {
            ByteBuffer target =
                    pixels.clear().position(i * model.size().bytes()).slice();
            DecodeResult result = decoder.decode(images.get((iteration * batchSize + i) % images.size()), target);
            if (!(result instanceof DecodeResult.Decoded)) {
                throw new IllegalArgumentException("cannot decode an image of the workload: " + result);
            }
        }
        return batchSize;
    }

    private Throughput measure(Setup setup) throws InterruptedException {
        AtomicLong processed = new AtomicLong();
        AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
        List<Thread> started = new ArrayList<>();
        long end = System.nanoTime() + (long) (seconds * 4 / 3 * 1e9);
        for (int i = 0; i < threads; i++) {
            Thread thread = new Thread(
                    () -> {
                        try {
                            Work work = setup.work();
                            for (int iteration = 0; System.nanoTime() < end; iteration++) {
                                processed.addAndGet(work.run(iteration));
                            }
                        } catch (InferenceException | RuntimeException e) {
                            failure.set(e);
                        }
                    },
                    "baseline-" + i);
            thread.start();
            started.add(thread);
        }
        Thread.sleep((long) (seconds / 3 * 1e3));
        long wallNanos = System.nanoTime();
        long cpuNanos = SYSTEM.getProcessCpuTime();
        long before = processed.get();
        for (Thread thread : started) {
            thread.join();
        }
        if (failure.get() != null) {
            throw new IllegalStateException(failure.get());
        }
        return Throughput.of(
                processed.get() - before, System.nanoTime() - wallNanos, SYSTEM.getProcessCpuTime() - cpuNanos);
    }

    @Override
    public void close() {
        classifiers.forEach(Classifier::close);
        model.close();
    }
}
