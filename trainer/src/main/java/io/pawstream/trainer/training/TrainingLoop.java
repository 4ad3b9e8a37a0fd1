package io.pawstream.trainer.training;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.training.GradientCollector;
import io.pawstream.model.Training.Epoch;
import io.pawstream.onnx.dataset.PixelStore;
import io.pawstream.onnx.dataset.Sample;
import io.pawstream.onnx.dataset.Splits;
import io.pawstream.trainer.augment.Augmenter;
import io.pawstream.trainer.network.TrainableNetwork;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.LongSupplier;

/**
 * Fits a network to its targets with {@link Adam} and cross-entropy. Random choices depend only on seed and
 * epoch, so a resumed training has the same result as an uninterrupted one.
 */
public final class TrainingLoop {

    private static final Engine ENGINE = Engine.getEngine("PyTorch");

    private final TrainableNetwork network;
    private final PixelStore store;
    private final Hyperparameters hyperparameters;
    private final Targets targets;
    private final LongSupplier nanoClock;
    private final Predictions predictions;
    private final Augmenter augmenter;

    /**
     * Creates a loop.
     *
     * @param network the network, trained in place
     * @param store pixels of all splits
     * @param hyperparameters phases, batch size and seed
     * @param targets target probabilities of training images
     * @param nanoClock clock in nanoseconds, used to measure epochs
     */
    public TrainingLoop(
            TrainableNetwork network,
            PixelStore store,
            Hyperparameters hyperparameters,
            Targets targets,
            LongSupplier nanoClock) {
        this.network = network;
        this.store = store;
        this.hyperparameters = hyperparameters;
        this.targets = targets;
        this.nanoClock = nanoClock;
        this.predictions = new Predictions(network, store, hyperparameters.batchSize());
        this.augmenter = new Augmenter(network.network().augmentations(), network.size(), hyperparameters.seed());
    }

    /**
     * Trains all epochs.
     *
     * @param splits the images
     * @param progress receives the progress
     * @param checkpoints saves the state after each epoch
     * @param resumes whether to continue the training of the checkpoints
     * @return a row per epoch
     * @throws IOException if a checkpoint cannot be written, or cannot be resumed
     */
    public List<Epoch> run(Splits splits, TrainingProgress progress, Checkpoints checkpoints, boolean resumes)
            throws IOException {
        List<Epoch> history = new ArrayList<>(resumes ? checkpoints.history() : List.of());
        int done = history.size();
        int first = 1;
        try (BatchFeed feed = new BatchFeed(store, hyperparameters.batchSize(), targets);
                WeightAverage average = new WeightAverage(network, hyperparameters.averaging())) {
            for (Phase phase : hyperparameters.phases()) {
                int last = first + phase.epochs() - 1;
                if (done <= last) {
                    network.tune(phase.fineTunes());
                    try (Adam optimizer = new Adam(network.manager(), network.trained(), phase.weightDecay())) {
                        if (done >= first) {
                            checkpoints.restore(network, optimizer, average);
                        }
                        for (int number = Math.max(first, done + 1); number <= last; number++) {
                            Rates rates = new Rates(
                                    phase,
                                    number - first,
                                    feed.batches(splits.train().size()));
                            Step step = new Step(optimizer, average, rates);
                            history.add(epoch(number, splits, feed, step, progress));
                            checkpoints.save(network, optimizer, average, history);
                        }
                    }
                }
                first = last + 1;
            }
            average.exchange();
        }
        return history;
    }

    /** The learning rates of an epoch, which has the given index in its phase. */
    private record Rates(Phase phase, int epoch, int steps) {
        float at(int step) {
            return phase.schedule()
                    .rate(phase.learningRate(), (long) epoch * steps + step, (long) phase.epochs() * steps);
        }
    }

    /** What changes the weights in an epoch. */
    private record Step(Adam optimizer, WeightAverage average, Rates rates) {}

    private Epoch epoch(int number, Splits splits, BatchFeed feed, Step step, TrainingProgress progress) {
        long start = nanoClock.getAsLong();
        Rates rates = step.rates;
        progress.epochStarted(number, hyperparameters.epochs(), rates.steps);
        // Checkpoints do not include the random generator of dropout, so each epoch sets its seed.
        long seed = hyperparameters.seed() * 1_000_003 + number;
        ENGINE.setRandomSeed(Long.hashCode(seed));
        List<Sample> train = splits.train();
        Iterator<Batch> batches = feed.changed(
                train,
                order(train.size(), number),
                augmenter,
                number,
                new BatchFeed.View(rates.phase.size(rates.epoch, network.size()), hyperparameters.mixup(), seed));
        long[][] stamps = new long[rates.steps][];
        Mean mean = new Mean();
        for (int i = 0; i < rates.steps; i++) {
            stamps[i] = run(step, rates.at(i), batches, mean);
            progress.stepFinished(i + 1, mean.loss(), mean.accuracy());
        }
        step.average.exchange();
        Mean validation = predictions.measure(splits.validation());
        step.average.exchange();
        double seconds = (nanoClock.getAsLong() - start) / 1e9;
        Epoch epoch =
                new Epoch(number, mean.loss(), mean.accuracy(), validation.loss(), validation.accuracy(), seconds);
        progress.epochFinished(epoch, StepTimes.of(stamps));
        return epoch;
    }

    /** Trains on a batch and returns the times of its parts, see {@link StepTimes#of}. */
    private long[] run(Step step, float rate, Iterator<Batch> batches, Mean mean) {
        long[] stamps = new long[5];
        stamps[0] = nanoClock.getAsLong();
        Batch batch = batches.next();
        stamps[1] = nanoClock.getAsLong();
        try (NDManager arrays = network.manager().newSubManager()) {
            NDArray images = batch.images(arrays);
            Loss loss = Loss.of(targets, batch, arrays);
            NDArray features = network.features(images);
            NDArray logits;
            try (GradientCollector gradients = ENGINE.newGradientCollector()) {
                TrainableNetwork.Outputs outputs = network.outputs(features);
                logits = outputs.logits();
                NDArray value = loss.of(outputs);
                stamps[2] = nanoClock.getAsLong();
                gradients.backward(value);
            }
            stamps[3] = nanoClock.getAsLong();
            step.optimizer.update(rate);
            step.average.update();
            mean.add(Logits.of(logits), batch.labels());
        }
        stamps[4] = nanoClock.getAsLong();
        return stamps;
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
