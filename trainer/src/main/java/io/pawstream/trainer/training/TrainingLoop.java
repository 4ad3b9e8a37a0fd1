package io.pawstream.trainer.training;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.training.GradientCollector;
import io.pawstream.model.Training.Epoch;
import io.pawstream.trainer.augment.Augmenter;
import io.pawstream.trainer.dataset.LabeledImages;
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
    private final Hyperparameters hyperparameters;
    private final Targets targets;
    private final LongSupplier nanoClock;

    /**
     * Creates a loop.
     *
     * @param network the network, trained in place
     * @param hyperparameters phases, batch size and seed
     * @param targets target probabilities of training images
     * @param nanoClock clock in nanoseconds, used to measure epochs
     */
    public TrainingLoop(
            TrainableNetwork network, Hyperparameters hyperparameters, Targets targets, LongSupplier nanoClock) {
        this.network = network;
        this.hyperparameters = hyperparameters;
        this.targets = targets;
        this.nanoClock = nanoClock;
    }

    /**
     * Trains all epochs.
     *
     * @param training images to train on, of at least the size of the network
     * @param validation images that measure each epoch, of the size of the network
     * @param progress receives the progress
     * @param checkpoints saves the state after each epoch
     * @param resumes whether to continue the training of the checkpoints
     * @return a row per epoch
     * @throws IOException if a checkpoint cannot be written, or cannot be resumed
     */
    public List<Epoch> run(
            LabeledImages training,
            LabeledImages validation,
            TrainingProgress progress,
            Checkpoints checkpoints,
            boolean resumes)
            throws IOException {
        List<Epoch> history = new ArrayList<>(resumes ? checkpoints.history() : List.of());
        int done = history.size();
        int first = 1;
        try (BatchFeed feed = new BatchFeed(training.store(), hyperparameters.batchSize(), targets);
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
                                    feed.batches(training.samples().size()));
                            history.add(epoch(
                                    number, feed, training, validation, new Step(optimizer, average, rates), progress));
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

    private Epoch epoch(
            int number,
            BatchFeed feed,
            LabeledImages training,
            LabeledImages validation,
            Step step,
            TrainingProgress progress) {
        long start = nanoClock.getAsLong();
        Rates rates = step.rates;
        progress.epochStarted(number, hyperparameters.epochs(), rates.steps);
        long[][] stamps = new long[rates.steps][];
        Mean mean = train(batches(feed, training, rates, number), step, stamps, progress);
        step.average.exchange();
        Mean validated =
                new Predictions(network, validation.store(), hyperparameters.batchSize()).measure(validation.samples());
        step.average.exchange();
        double seconds = (nanoClock.getAsLong() - start) / 1e9;
        Epoch epoch = new Epoch(number, mean.loss(), mean.accuracy(), validated.loss(), validated.accuracy(), seconds);
        progress.epochFinished(epoch, StepTimes.of(stamps));
        return epoch;
    }

    private Iterator<Batch> batches(BatchFeed feed, LabeledImages training, Rates rates, int number) {
        // Checkpoints do not include the random generator of dropout, so each epoch sets its seed.
        long seed = hyperparameters.seed() * 1_000_003 + number;
        ENGINE.setRandomSeed(Long.hashCode(seed));
        return feed.changed(
                training.samples(),
                order(training.samples().size(), number),
                new Augmenter(
                        network.network().augmentations(), training.store().size(), hyperparameters.seed()),
                number,
                new BatchFeed.View(rates.phase.size(rates.epoch, network.size()), hyperparameters.mixup(), seed));
    }

    private Mean train(Iterator<Batch> batches, Step step, long[][] stamps, TrainingProgress progress) {
        Mean mean = new Mean();
        for (int i = 0; i < stamps.length; i++) {
            stamps[i] = run(step, step.rates.at(i), batches, mean);
            progress.stepFinished(i + 1, mean.loss(), mean.accuracy());
        }
        return mean;
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
