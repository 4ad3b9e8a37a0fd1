package io.pawstream.trainer.training;

import io.pawstream.model.ImageSize;
import io.pawstream.model.ModelException;
import io.pawstream.onnx.dataset.PixelStore;
import io.pawstream.onnx.dataset.Sample;
import io.pawstream.trainer.augment.Augmenter;
import io.pawstream.trainer.augment.Downscaling;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
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
    private final ByteBuffer scratch;
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
        this.scratch = ByteBuffer.allocateDirect(bytes);
        this.buffers = new ByteBuffer[] {ByteBuffer.allocateDirect(bytes), ByteBuffer.allocateDirect(bytes)};
    }

    /**
     * {@return batches of unchanged images in the given order; the last batch may be smaller} Use one iterator at a
     * time.
     */
    Iterator<Batch> plain(List<Sample> samples) {
        return new Batches(
                samples, order(samples.size()), 0, store.size(), (pixels, target, index) -> target.duplicate()
                        .put(pixels));
    }

    /**
     * Returns batches in another order, changed by the augmenter and then resized.
     *
     * @param samples the images
     * @param order indices of the images
     * @param augmenter changes the images
     * @param view which random changes, see {@link Targets#view}
     * @param size size of the images of the batches, at most the size of the store
     */
    Iterator<Batch> changed(List<Sample> samples, int[] order, Augmenter augmenter, int view, ImageSize size) {
        return new Batches(
                samples, order, view, size, (pixels, target, index) -> augmenter.apply(pixels, target, view, index));
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
        private final int view;
        private final ImageSize size;
        private final Filling filling;
        private final int count;
        private @Nullable Future<Batch> prepared;
        private int submitted;
        private int taken;

        Batches(List<Sample> samples, int[] order, int view, ImageSize size, Filling filling) {
            this.samples = samples;
            this.order = order;
            this.view = view;
            this.size = size;
            this.filling = filling;
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
            int images = Math.min(batchSize, order.length - start);
            ByteBuffer buffer = buffers[batch % 2];
            int[] labels = new int[images];
            int bytes = store.size().bytes();
            boolean smaller = !size.equals(store.size());
            ByteBuffer full = smaller ? scratch : buffer;
            int[] indices = Arrays.copyOfRange(order, start, start + images);
            for (int i = 0; i < images; i++) {
                Sample sample = samples.get(indices[i]);
                labels[i] = sample.label();
                filling.fill(store.pixels(sample.slot()), full.slice(i * bytes, bytes), indices[i]);
            }
            // Targets are computed on images of full size.
            float[] probabilities = targets.of(full.slice(0, images * bytes), labels, indices, view);
            if (smaller) {
                Downscaling shrink = new Downscaling(store.size(), size);
                for (int i = 0; i < images; i++) {
                    shrink.apply(full.slice(i * bytes, bytes), buffer.slice(i * size.bytes(), size.bytes()));
                }
            }
            return new Batch(buffer.slice(0, images * size.bytes()), size, labels, probabilities);
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
