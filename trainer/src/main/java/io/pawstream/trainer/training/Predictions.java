package io.pawstream.trainer.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.pawstream.onnx.dataset.PixelStore;
import io.pawstream.onnx.dataset.Sample;
import io.pawstream.trainer.network.TrainableNetwork;
import java.nio.FloatBuffer;
import java.util.Iterator;
import java.util.List;

/** Predictions of a network in training, without dropout and augmentation. */
public final class Predictions {

    private final TrainableNetwork network;
    private final PixelStore store;
    private final int batchSize;

    /**
     * Creates predictions.
     *
     * @param network the network
     * @param store pixels of the images
     * @param batchSize images per batch, at least 1
     */
    public Predictions(TrainableNetwork network, PixelStore store, int batchSize) {
        this.network = network;
        this.store = store;
        this.batchSize = batchSize;
    }

    /**
     * Returns the probability of the second class for each image.
     *
     * @param samples the images, with their slots in the store
     * @return the probabilities, 0 to 1, in the order of the images
     */
    public float[] probabilities(List<Sample> samples) {
        FloatBuffer all = FloatBuffer.allocate(samples.size());
        forEachBatch(samples, (logits, labels) -> {
            for (float logit : logits) {
                all.put((float) (1 / (1 + Math.exp(-logit))));
            }
        });
        return all.array();
    }

    /** Measures loss and accuracy. */
    Mean measure(List<Sample> samples) {
        Mean mean = new Mean();
        forEachBatch(samples, mean::add);
        return mean;
    }

    private void forEachBatch(List<Sample> samples, BatchConsumer consumer) {
        try (BatchFeed feed = new BatchFeed(store, batchSize, Targets.LABELS)) {
            Iterator<Batch> batches = feed.plain(samples);
            while (batches.hasNext()) {
                Batch batch = batches.next();
                try (NDManager arrays = network.manager().newSubManager()) {
                    NDArray images = batch.images(arrays);
                    consumer.accept(
                            network.logits(network.features(images), false).toFloatArray(), batch.labels());
                }
            }
        }
    }

    private interface BatchConsumer {
        void accept(float[] logits, float[] labels);
    }
}
