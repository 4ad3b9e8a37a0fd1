package io.pawstream.trainer.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pawstream.model.ImageSize;
import io.pawstream.model.Preprocessing;
import io.pawstream.model.Training.Epoch;
import io.pawstream.onnx.dataset.PixelStore;
import io.pawstream.onnx.dataset.SplitSizes;
import io.pawstream.onnx.dataset.Splits;
import io.pawstream.trainer.TestImages;
import io.pawstream.trainer.dataset.LabeledImages;
import io.pawstream.trainer.network.Network;
import io.pawstream.trainer.network.Networks;
import io.pawstream.trainer.network.TrainableNetwork;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainingLoopTest {

    private static final ImageSize SIZE = new ImageSize(32, 32);
    private static PixelStore store;
    private static Splits splits;

    @TempDir
    private Path directory;

    @BeforeAll
    static void draw() throws IOException {
        store = new PixelStore(Preprocessing.stretched(SIZE));
        splits = Splits.of(TestImages.drawn(store, 60), new SplitSizes(40, 10, 10), 1);
    }

    private static LabeledImages training() {
        return new LabeledImages(store, splits.train());
    }

    private static LabeledImages validation() {
        return new LabeledImages(store, splits.validation());
    }

    @SuppressWarnings("ArrayRecordComponent") // Compared by its elements.
    private record Run(List<Epoch> history, float[] kernel, List<String> events) {}

    private static Hyperparameters hyperparameters(int epochs, long seed) {
        return new Hyperparameters(List.of(new Phase(epochs, 1e-3f, Schedule.COSINE, 0.01f, 0, false)), 16, 0, 0, seed);
    }

    private Run run(String name, int epochs, long seed) throws IOException {
        List<String> events = new ArrayList<>();
        // Model 3: with everything that is random, augmentation and dropout included.
        try (TrainableNetwork network = new TrainableNetwork(Networks.FROM_SCRATCH.get(2), SIZE, seed)) {
            List<Epoch> history = new TrainingLoop(network, hyperparameters(epochs, seed), Targets.ofLabels(2), () -> 0)
                    .run(
                            training(),
                            validation(),
                            new Recorder(events),
                            new Checkpoints(directory.resolve(name), Map.of()),
                            false);
            return new Run(history, network.trained().get(0).getArray().toFloatArray(), events);
        }
    }

    private record Recorder(List<String> events) implements TrainingProgress {
        @Override
        public void epochStarted(int epoch, int epochs, int steps) {
            events.add("epoch " + epoch + " of " + epochs + " with " + steps);
        }

        @Override
        public void stepFinished(int step, double loss, double accuracy) {
            events.add("step " + step);
        }

        @Override
        public void epochFinished(Epoch epoch, StepTimes times) {
            assertThat(times.steps()).isEqualTo(3);
            events.add("done " + epoch.epoch());
        }
    }

    @Test
    void theSameSeedGivesTheSameNumbers() throws IOException {
        Run first = run("first", 2, 7);
        Run again = run("again", 2, 7);
        Run other = run("other", 2, 8);
        assertThat(again.history).isEqualTo(first.history);
        assertThat(again.kernel).containsExactly(first.kernel);
        assertThat(other.history).isNotEqualTo(first.history);
    }

    @Test
    void learnsAndReportsItsProgress() throws IOException {
        Run run = run("run", 12, 3);
        assertThat(run.history).hasSize(12);
        assertThat(run.history.get(11).loss())
                .isLessThan(0.9 * run.history.get(0).loss());
        assertThat(run.events.subList(0, 6))
                .containsExactly(
                        "epoch 1 of 12 with 3", "step 1", "step 2", "step 3", "done 1", "epoch 2 of 12 with 3");
    }

    /** Ends the training after some epochs, as an interrupt would. */
    private record StopsAfter(int epochs) implements TrainingProgress {
        @Override
        public void epochStarted(int epoch, int all, int steps) {
            if (epoch > epochs) {
                throw new IllegalStateException("stopped");
            }
        }

        @Override
        public void stepFinished(int step, double loss, double accuracy) {}

        @Override
        public void epochFinished(Epoch epoch, StepTimes times) {}
    }

    @Test
    void aStoppedTrainingGoesOnToTheSameResult() throws IOException {
        // Two phases, a small size, and a stop within either of them and between.
        Network compact = Networks.fromScratch("model5");
        Hyperparameters phases = new Hyperparameters(
                List.of(
                        new Phase(2, 1e-3f, Schedule.COSINE, 0.01f, 1, false),
                        new Phase(2, 1e-4f, Schedule.CONSTANT, 0, 0, true)),
                16,
                0.25,
                0.9,
                5);
        List<Epoch> whole;
        float[] weights;
        try (TrainableNetwork network = new TrainableNetwork(compact, SIZE, 5)) {
            whole = loop(network, phases)
                    .run(
                            training(),
                            validation(),
                            new StopsAfter(9),
                            new Checkpoints(directory.resolve("whole"), Map.of()),
                            false);
            weights = saved(network);
        }
        Checkpoints checkpoints = new Checkpoints(directory.resolve("stopped"), Map.of("seed", "5"));
        for (int stop = 1; stop <= 4; stop++) {
            try (TrainableNetwork network = new TrainableNetwork(compact, SIZE, 5)) {
                if (stop < 4) {
                    TrainingProgress stopping = new StopsAfter(stop);
                    assertThatThrownBy(() ->
                                    loop(network, phases).run(training(), validation(), stopping, checkpoints, true))
                            .hasMessage("stopped");
                } else {
                    List<Epoch> resumed =
                            loop(network, phases).run(training(), validation(), new StopsAfter(4), checkpoints, true);
                    assertThat(resumed).isEqualTo(whole);
                    assertThat(saved(network)).containsExactly(weights);
                }
            }
        }
        try (TrainableNetwork network = new TrainableNetwork(compact, SIZE, 5)) {
            assertThat(loop(network, phases).run(training(), validation(), new StopsAfter(0), checkpoints, true))
                    .as("nothing left to do")
                    .isEqualTo(whole);
            assertThat(saved(network)).containsExactly(weights);
            Checkpoints others = new Checkpoints(directory.resolve("stopped"), Map.of("seed", "6"));
            assertThatThrownBy(
                            () -> loop(network, phases).run(training(), validation(), new StopsAfter(0), others, true))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("seed was 5 and is 6");
            Path last = directory.resolve("stopped/last.checkpoint");
            Files.write(last, Arrays.copyOf(Files.readAllBytes(last), 1000));
            assertThatThrownBy(() ->
                            loop(network, phases).run(training(), validation(), new StopsAfter(0), checkpoints, true))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("last.checkpoint");
        }
    }

    private static TrainingLoop loop(TrainableNetwork network, Hyperparameters hyperparameters) {
        return new TrainingLoop(network, hyperparameters, Targets.ofLabels(2), () -> 0);
    }

    private static float[] saved(TrainableNetwork network) {
        return network.trained().get(3).getArray().toFloatArray();
    }

    @Test
    void theBestEpochIsKeptAndTheEarliestOfEquals() throws IOException {
        try (TrainableNetwork network = new TrainableNetwork(Networks.FROM_SCRATCH.get(0), SIZE, 1);
                Adam optimizer = new Adam(network.manager(), network.trained(), 0);
                WeightAverage average = new WeightAverage(network, 0)) {
            Checkpoints checkpoints = new Checkpoints(directory, Map.of());
            double[] accuracies = {0.5, 0.8, 0.8, 0.6};
            List<Epoch> history = new ArrayList<>();
            float[] best = {};
            for (int epoch = 1; epoch <= accuracies.length; epoch++) {
                network.trained().get(0).getArray().addi(1);
                history.add(new Epoch(epoch, 0, 0, 0, accuracies[epoch - 1], 0));
                checkpoints.save(network, optimizer, average, history);
                best = epoch == 2 ? network.trained().get(0).getArray().toFloatArray() : best;
            }
            assertThat(Checkpoints.bestEpoch(history)).isEqualTo(2);
            checkpoints.loadBest(network, history);
            assertThat(network.trained().get(0).getArray().toFloatArray()).containsExactly(best);
            try (var files = Files.list(directory)) {
                assertThat(files.map(file -> file.getFileName().toString()))
                        .containsExactlyInAnyOrder("best-2.params", "last.checkpoint");
            }
        }
    }

    @Test
    void imagesToTrainOnAreReducedToTheSizeOfTheNetwork() throws IOException {
        PixelStore large = new PixelStore(Preprocessing.stretched(new ImageSize(40, 40)));
        LabeledImages training = new LabeledImages(large, TestImages.drawn(large, 20));
        try (TrainableNetwork network = new TrainableNetwork(Networks.FROM_SCRATCH.get(2), SIZE, 1)) {
            Targets ofLargeImages = (pixels, labels) -> {
                assertThat(pixels.remaining()).isEqualTo(labels.length * 40 * 40 * 3);
                return Targets.ofLabels(2).of(pixels, labels);
            };
            List<Epoch> history = new TrainingLoop(network, hyperparameters(1, 1), ofLargeImages, () -> 0)
                    .run(training, validation(), new StopsAfter(1), new Checkpoints(directory, Map.of()), false);
            assertThat(history).hasSize(1);
        }
    }
}
