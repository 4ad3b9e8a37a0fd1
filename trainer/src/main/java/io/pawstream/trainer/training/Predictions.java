package io.pawstream.trainer.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.pawstream.onnx.dataset.PixelStore;
import io.pawstream.onnx.dataset.Sample;
import io.pawstream.trainer.network.TrainableNetwork;
import java.nio.FloatBuffer;
import java.util.ArrayList;
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
     * Returns the probabilities of the classes.
     *
     * @param samples the images, with their slots in the store
     * @return a row per image in the order of the images, with a probability per class, 0 to 1
     */
    public float[] probabilities(List<Sample> samples) {
        FloatBuffer all = FloatBuffer.allocate(samples.size() * classes());
        forEachBatch(samples, (logits, labels) -> {
            for (int i = 0; i < logits.images(); i++) {
                logits.writeProbabilities(i, all);
            }
        });
        return all.array();
    }

    /** {@return the logits of the images, in their order} */
    Logits logits(List<Sample> samples) {
        List<Logits> batches = new ArrayList<>();
        forEachBatch(samples, (logits, labels) -> batches.add(logits));
        return Logits.joined(batches);
    }

    /** Measures loss and accuracy. */
    Mean measure(List<Sample> samples) {
        Mean mean = new Mean();
        forEachBatch(samples, mean::add);
        return mean;
    }

    private int classes() {
        return network.network().classes();
    }

    private void forEachBatch(List<Sample> samples, BatchConsumer consumer) {
        try (BatchFeed feed = new BatchFeed(store, batchSize, Targets.ofLabels(classes()))) {
            Iterator<Batch> batches = feed.plain(samples);
            while (batches.hasNext()) {
                Batch batch = batches.next();
                try (NDManager arrays = network.manager().newSubManager()) {
                    NDArray images = batch.images(arrays);
                    consumer.accept(Logits.of(network.logits(network.features(images))), batch.labels());
                }
            }
        }
    }

    private interface BatchConsumer {
        void accept(Logits logits, int[] labels);
    }
}
