package io.pawstream.trainer.training;

import static org.assertj.core.api.Assertions.assertThat;

import io.pawstream.contract.model.ModelCard.Epoch;
import io.pawstream.trainer.TestPictures;
import io.pawstream.trainer.data.PixelStore;
import io.pawstream.trainer.data.SplitSizes;
import io.pawstream.trainer.data.Splits;
import io.pawstream.trainer.network.Networks;
import io.pawstream.trainer.network.TrainableNetwork;
import io.pawstream.vision.image.ImageSize;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainingLoopTest {

    private static final ImageSize SIZE = new ImageSize(32, 32);
    private static PixelStore store;
    private static Splits splits;

    @TempDir
    private Path folder;

    @BeforeAll
    static void draw() throws IOException {
        store = new PixelStore(SIZE);
        splits = Splits.of(TestPictures.drawn(store, 60), new SplitSizes(40, 10, 10), 1);
    }

    @SuppressWarnings("ArrayRecordComponent") // Compared by its elements.
    private record Run(List<Epoch> history, float[] kernel, List<String> told) {}

    private Run run(String name, int epochs, long seed) throws IOException {
        List<String> told = new ArrayList<>();
        // Model 3: with everything that is random, augmentation and dropout included.
        try (TrainableNetwork network = new TrainableNetwork(Networks.FROM_SCRATCH.get(2), SIZE, seed)) {
            List<Epoch> history = new TrainingLoop(
                            network, store, new Hyperparameters(epochs, 16, 1e-3f, seed), () -> 0)
                    .run(splits, new Recorder(told), new Checkpoints(folder.resolve(name)));
            return new Run(history, network.trained().get(0).getArray().toFloatArray(), told);
        }
    }

    private record Recorder(List<String> told) implements TrainingProgress {
        @Override
        public void epochBegins(int epoch, int epochs, int steps) {
            told.add("epoch " + epoch + " of " + epochs + " with " + steps);
        }

        @Override
        public void stepDone(int step, double loss, double accuracy) {
            told.add("step " + step);
        }

        @Override
        public void epochDone(Epoch epoch) {
            told.add("done " + epoch.epoch());
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
    void learnsAndTellsHowItGoes() throws IOException {
        Run run = run("run", 12, 3);
        assertThat(run.history).hasSize(12);
        assertThat(run.history.get(11).loss())
                .isLessThan(0.9 * run.history.get(0).loss());
        assertThat(run.told.subList(0, 6))
                .containsExactly(
                        "epoch 1 of 12 with 3", "step 1", "step 2", "step 3", "done 1", "epoch 2 of 12 with 3");
    }

    @Test
    void theBestEpochIsKeptAndTheEarliestOfEquals() throws IOException {
        try (TrainableNetwork network = new TrainableNetwork(Networks.FROM_SCRATCH.get(0), SIZE, 1)) {
            Checkpoints checkpoints = new Checkpoints(folder);
            double[] accuracies = {0.5, 0.8, 0.8, 0.6};
            float[] best = {};
            for (int epoch = 1; epoch <= accuracies.length; epoch++) {
                network.trained().get(0).getArray().addi(1);
                checkpoints.save(network, new Epoch(epoch, 0, 0, 0, accuracies[epoch - 1], 0));
                best = epoch == 2 ? network.trained().get(0).getArray().toFloatArray() : best;
            }
            assertThat(checkpoints.loadBest(network)).isEqualTo(2);
            assertThat(network.trained().get(0).getArray().toFloatArray()).containsExactly(best);
            try (var files = Files.list(folder)) {
                assertThat(files.map(file -> file.getFileName().toString()))
                        .containsExactlyInAnyOrder("best.params", "last.params");
            }
        }
    }
}
