package io.pawstream.trainer.training;

import io.pawstream.model.ImageSize;
import io.pawstream.model.ModelException;
import io.pawstream.onnx.dataset.PixelStore;
import io.pawstream.onnx.dataset.Sample;
import io.pawstream.trainer.augment.Augmenter;
import io.pawstream.trainer.augment.Downscaling;
import io.pawstream.trainer.augment.Mixture;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * Prepares batches on its own thread: it prepares one, with random changes, while the previous one is in use. There are
 * two buffers, so a batch is valid until the next one is taken.
 */
final class BatchFeed implements AutoCloseable {

    private final PixelStore store;
    private final int batchSize;
    private final Targets targets;
    private final ByteBuffer[] buffers;
    private final ByteBuffer full;
    private final ByteBuffer shrunk;
    private final ExecutorService thread = Executors.newSingleThreadExecutor(work -> {
        Thread daemon = new Thread(work, "batch-feed");
        daemon.setDaemon(true);
        return daemon;
    });

    BatchFeed(PixelStore store, int batchSize, Targets targets) {
        this.store = store;
        this.batchSize = batchSize;
        this.targets = targets;
        int bytes = Math.multiplyExact(batchSize, store.size().bytes());
        this.full = ByteBuffer.allocateDirect(bytes);
        this.shrunk = ByteBuffer.allocateDirect(bytes);
        this.buffers = new ByteBuffer[] {ByteBuffer.allocateDirect(bytes), ByteBuffer.allocateDirect(bytes)};
    }

    /**
     * {@return batches of unchanged images in the given order; the last batch may be smaller} Use one iterator at a
     * time.
     */
    Iterator<Batch> plain(List<Sample> samples) {
        return new Batches(
                samples,
                order(samples.size()),
                new View(store.size(), 0, 0),
                (pixels, target, index) -> target.duplicate().put(pixels));
    }

    /**
     * How changed images become batches.
     *
     * @param size size of the images of the batches, at most the size of the store
     * @param mixup maximum share of another image in each image, 0 to 0.5; 0 for none
     * @param seed seed of the shares
     */
    record View(ImageSize size, double mixup, long seed) {}

    /**
     * Returns batches in another order, changed by the augmenter, then resized and mixed.
     *
     * @param samples the images
     * @param order indices of the images
     * @param augmenter changes the images
     * @param epoch number of the epoch, which has its own random changes
     * @param view how they become batches
     */
    Iterator<Batch> changed(List<Sample> samples, int[] order, Augmenter augmenter, int epoch, View view) {
        return new Batches(
                samples, order, view, (pixels, target, index) -> augmenter.apply(pixels, target, epoch, index));
    }

    /** {@return the number of batches for a number of images} */
    int batches(int images) {
        return (images + batchSize - 1) / batchSize;
    }

    private static int[] order(int count) {
        int[] order = new int[count];
        for (int i = 0; i < count; i++) {
            order[i] = i;
        }
        return order;
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }

    private interface Filling {
        void fill(ByteBuffer pixels, ByteBuffer target, int index);
    }

    private final class Batches implements Iterator<Batch> {
        private final List<Sample> samples;
        private final int[] order;
        private final View view;
        private final Filling filling;
        private final SplittableRandom random;
        private final int count;
        private @Nullable Future<Batch> prepared;
        private int submitted;
        private int taken;

        Batches(List<Sample> samples, int[] order, View view, Filling filling) {
            this.samples = samples;
            this.order = order;
            this.view = view;
            this.filling = filling;
            this.random = new SplittableRandom(view.seed);
            this.count = batches(samples.size());
            submit();
        }

        private void submit() {
            if (submitted < count) {
                int batch = submitted++;
                prepared = thread.submit(() -> fill(batch));
            }
        }

        private Batch fill(int batch) throws ModelException {
            int start = batch * batchSize;
            int[] indices = Arrays.copyOfRange(order, start, Math.min(start + batchSize, order.length));
            int[] labels = new int[indices.length];
            int bytes = store.size().bytes();
            for (int i = 0; i < indices.length; i++) {
                Sample sample = samples.get(indices[i]);
                labels[i] = sample.label();
                filling.fill(store.pixels(sample.slot()), full.slice(i * bytes, bytes), indices[i]);
            }
            // Targets are computed on images of full size.
            Target target = targets.of(full.slice(0, indices.length * bytes), labels);
            ByteBuffer images = buffers[batch % 2].slice(0, indices.length * view.size.bytes());
            ByteBuffer resized = view.mixup > 0 ? shrunk.slice(0, images.capacity()) : images;
            resize(resized, indices.length);
            if (view.mixup > 0) {
                double[] shares = random.doubles(indices.length, 0, view.mixup).toArray();
                new Mixture(view.size).apply(resized, images, shares);
                target = target.mixed(shares);
            }
            return new Batch(images, view.size, labels, target);
        }

        private void resize(ByteBuffer images, int count) {
            if (view.size.equals(store.size())) {
                images.duplicate().put(full.slice(0, images.capacity()));
                return;
            }
            Downscaling shrink = new Downscaling(store.size(), view.size);
            int from = store.size().bytes();
            int to = view.size.bytes();
            for (int i = 0; i < count; i++) {
                shrink.apply(full.slice(i * from, from), images.slice(i * to, to));
            }
        }

        @Override
        public boolean hasNext() {
            return taken < count;
        }

        @Override
        public Batch next() {
            if (!hasNext() || prepared == null) {
                throw new NoSuchElementException();
            }
            try {
                Batch batch = prepared.get();
                taken++;
                submit();
                return batch;
            } catch (ExecutionException e) {
                throw new IllegalStateException("cannot prepare a batch: " + e.getMessage(), e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted while preparing a batch", e);
            }
        }
    }
}
