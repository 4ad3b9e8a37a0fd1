package io.pawstream.trainer.training;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import ai.djl.training.GradientCollector;
import ai.djl.training.optimizer.Adam;
import ai.djl.training.optimizer.Optimizer;
import ai.djl.training.tracker.Tracker;
import io.pawstream.contract.model.ModelCard.Epoch;
import io.pawstream.trainer.augment.Augmenter;
import io.pawstream.trainer.data.PixelStore;
import io.pawstream.trainer.data.Splits;
import io.pawstream.trainer.network.TrainableNetwork;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.LongSupplier;

/**
 * Fits a network by Adam to binary cross-entropy. Adam is Kingma and Ba 2015 in the form of the end of their section 2, as
 * Keras has it: {@code w -= rate * sqrt(1 - b2^t) / (1 - b1^t) * m / (sqrt(v) + epsilon)}; DJL's is the same.
 */
public final class TrainingLoop {

    private final TrainableNetwork network;
    private final PixelStore store;
    private final Hyperparameters hyperparameters;
    private final LongSupplier nanoClock;
    private final Optimizer optimizer;
    private final Predictions predictions;

    /**
     * A loop.
     *
     * @param network what is trained, in place
     * @param store the pixels of all splits
     * @param nanoClock time in nanoseconds, to measure epochs
     */
    public TrainingLoop(
            TrainableNetwork network, PixelStore store, Hyperparameters hyperparameters, LongSupplier nanoClock) {
        this.network = network;
        this.store = store;
        this.hyperparameters = hyperparameters;
        this.nanoClock = nanoClock;
        this.optimizer = Adam.builder()
                .optLearningRateTracker(Tracker.fixed(hyperparameters.learningRate()))
                .optEpsilon(Hyperparameters.ADAM_EPSILON)
                .build();
        this.predictions = new Predictions(network, store, hyperparameters.batchSize());
    }

    /**
     * Trains all epochs.
     *
     * @param checkpoints is given the network after each epoch
     * @return a row per epoch
     * @throws IOException if a checkpoint cannot be written
     */
    public List<Epoch> run(Splits splits, TrainingProgress progress, Checkpoints checkpoints) throws IOException {
        List<Epoch> history = new ArrayList<>();
        Augmenter augmenter = new Augmenter(network.network().augmentations(), network.size(), hyperparameters.seed());
        try (BatchFeed feed = new BatchFeed(store, hyperparameters.batchSize())) {
            for (int number = 1; number <= hyperparameters.epochs(); number++) {
                long start = nanoClock.getAsLong();
                int steps = feed.batches(splits.train().size());
                progress.epochBegins(number, hyperparameters.epochs(), steps);
                Iterator<Batch> batches =
                        feed.changed(splits.train(), order(splits.train().size(), number), augmenter, number);
                Mean mean = new Mean();
                for (int step = 1; batches.hasNext(); step++) {
                    step(batches.next(), mean);
                    progress.stepDone(step, mean.loss(), mean.accuracy());
                }
                Mean validation = predictions.measure(splits.validation());
                double seconds = (nanoClock.getAsLong() - start) / 1e9;
                Epoch epoch = new Epoch(
                        number, mean.loss(), mean.accuracy(), validation.loss(), validation.accuracy(), seconds);
                history.add(epoch);
                progress.epochDone(epoch);
                checkpoints.save(network, epoch);
            }
        }
        return history;
    }

    private void step(Batch batch, Mean mean) {
        try (NDManager arrays = network.manager().newSubManager()) {
            Shape shape = new Shape(
                    batch.count(), network.size().height(), network.size().width(), 3);
            NDArray images = arrays.create(batch.pixels(), shape, DataType.UINT8);
            NDArray labels = arrays.create(batch.labels());
            NDArray features = network.features(images);
            NDArray logits;
            try (GradientCollector gradients = Engine.getEngine("PyTorch").newGradientCollector()) {
                logits = network.logits(features, true);
                gradients.backward(lossFromLogits(logits, labels));
            }
            for (Parameter parameter : network.trained()) {
                NDArray weights = parameter.getArray();
                // Belongs to the manager of the weights, not to this step's: it would pile up.
                try (NDArray gradient = weights.getGradient()) {
                    optimizer.update(parameter.getId(), weights, gradient);
                }
            }
            mean.add(logits.toFloatArray(), batch.labels());
        }
    }

    /** Mean of {@code max(z, 0) - z y + log(1 + exp(-|z|))}, which is the cross-entropy without an overflow. */
    private static NDArray lossFromLogits(NDArray logits, NDArray labels) {
        NDArray tail = logits.abs().neg().exp().add(1).log();
        return logits.maximum(0).sub(logits.mul(labels)).add(tail).mean();
    }

    private int[] order(int count, int epoch) {
        SplittableRandom random = new SplittableRandom(hyperparameters.seed() * 1_000_003 + epoch);
        int[] order = new int[count];
        for (int i = 0; i < count; i++) {
            int j = random.nextInt(i + 1);
            order[i] = order[j];
            order[j] = i;
        }
        return order;
    }
}
