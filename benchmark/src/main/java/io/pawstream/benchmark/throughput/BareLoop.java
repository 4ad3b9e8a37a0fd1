package io.pawstream.benchmark.throughput;

import com.sun.management.OperatingSystemMXBean;
import io.pawstream.model.ModelDirectory;
import io.pawstream.model.ModelException;
import io.pawstream.vision.image.DecodeLimits;
import io.pawstream.vision.image.DecodeResult;
import io.pawstream.vision.image.ImageDecoder;
import io.pawstream.vision.image.ImageSize;
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

/**
 * The work itself on some threads, without Kafka: what the pipeline cannot be faster than. Each thread has a session of its
 * own, decodes a batch and runs it.
 */
final class BareLoop implements AutoCloseable {

    private static final OperatingSystemMXBean SYSTEM =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    private final OnnxModel model;
    private final ImageDecoder decoder;
    private final List<byte[]> images;
    private final int threads;
    private final double seconds;
    private final Queue<Classifier> classifiers = new ConcurrentLinkedQueue<>();

    /**
     * A loop.
     *
     * @param images encoded images, taken in turns
     * @param threads how many do it
     * @param seconds length of a measurement, after a third of it to warm up
     */
    BareLoop(ModelDirectory folder, List<byte[]> images, int threads, double seconds) throws ModelException {
        ImageSize size = new ImageSize(folder.card().inputWidth(), folder.card().inputHeight());
        this.model = OnnxModel.load(folder.onnx(), size);
        this.decoder = new ImageDecoder(size, DecodeLimits.DEFAULT);
        this.images = List.copyOf(images);
        this.threads = threads;
        this.seconds = seconds;
    }

    /** What a thread does again and again; gives the number of images. */
    @FunctionalInterface
    private interface Work {
        int run(int turn) throws InferenceException;
    }

    /** Encoded bytes to pixels. */
    Rate decode() throws InterruptedException {
        return measure(() -> {
            ByteBuffer pixels = ByteBuffer.allocateDirect(model.size().bytes());
            return turn -> decode(turn, pixels, 1);
        });
    }

    /** Pixels to probabilities. */
    Rate infer(int batch) throws InterruptedException {
        return measure(() -> {
            Classifier classifier = newClassifier();
            ByteBuffer pixels = ByteBuffer.allocateDirect(batch * model.size().bytes());
            return turn -> classifier.probabilities(pixels.clear(), batch).length;
        });
    }

    /** Both, one after the other. */
    Rate both(int batch) throws InterruptedException {
        return measure(() -> {
            Classifier classifier = newClassifier();
            ByteBuffer pixels = ByteBuffer.allocateDirect(batch * model.size().bytes());
            return turn -> {
                decode(turn, pixels, batch);
                return classifier.probabilities(pixels.clear(), batch).length;
            };
        });
    }

    private Classifier newClassifier() {
        Classifier classifier = model.newClassifier();
        classifiers.add(classifier);
        return classifier;
    }

    private int decode(int turn, ByteBuffer pixels, int batch) {
        for (int i = 0; i < batch; i++) {
            ByteBuffer place = pixels.clear().position(i * model.size().bytes()).slice();
            DecodeResult result = decoder.decode(images.get((turn * batch + i) % images.size()), place);
            if (!(result instanceof DecodeResult.Decoded)) {
                throw new IllegalArgumentException("an image cannot be decoded: " + result);
            }
        }
        return batch;
    }

    /** Makes the work of one thread. */
    @FunctionalInterface
    private interface Setup {
        Work work();
    }

    private Rate measure(Setup setup) throws InterruptedException {
        AtomicLong counted = new AtomicLong();
        AtomicReference<Throwable> failure = new AtomicReference<>();
        List<Thread> running = new ArrayList<>();
        long end = System.nanoTime() + (long) (seconds * 4 / 3 * 1e9);
        for (int i = 0; i < threads; i++) {
            Thread thread = new Thread(
                    () -> {
                        try {
                            Work work = setup.work();
                            for (int turn = 0; System.nanoTime() < end; turn++) {
                                counted.addAndGet(work.run(turn));
                            }
                        } catch (InferenceException | RuntimeException e) {
                            failure.set(e);
                        }
                    },
                    "bare-" + i);
            thread.start();
            running.add(thread);
        }
        Thread.sleep((long) (seconds / 3 * 1e3));
        long nanos = System.nanoTime();
        long cpu = SYSTEM.getProcessCpuTime();
        long count = counted.get();
        for (Thread thread : running) {
            thread.join();
        }
        if (failure.get() != null) {
            throw new IllegalStateException(failure.get());
        }
        long done = counted.get() - count;
        return new Rate(done / ((System.nanoTime() - nanos) * 1e-9), (SYSTEM.getProcessCpuTime() - cpu) * 1e-6 / done);
    }

    @Override
    public void close() {
        classifiers.forEach(Classifier::close);
        model.close();
    }
}
