package io.pawstream.trainer.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pawstream.model.ImageSize;
import io.pawstream.model.Training.Epoch;
import io.pawstream.trainer.network.Activation;
import io.pawstream.trainer.network.Dense;
import io.pawstream.trainer.network.Flatten;
import io.pawstream.trainer.network.Network;
import io.pawstream.trainer.network.TrainableNetwork;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointsTest {

    private static final ImageSize SIZE = new ImageSize(4, 4);
    private static final Network TINY =
            new Network("tiny", "", List.of(new Flatten(), new Dense(1, Activation.SIGMOID)));
    private static final Map<String, String> RECIPE = Map.of("epochs", "3", "seed", "1");

    @TempDir
    private Path directory;

    private static Epoch epoch(int number, double validationAccuracy) {
        return new Epoch(number, 0.5, 0.6, 0.7, validationAccuracy, 1);
    }

    private Checkpoints checkpoints(Map<String, String> recipe) throws IOException {
        return new Checkpoints(directory, recipe);
    }

    private void save(List<Epoch> history) throws IOException {
        try (TrainableNetwork network = new TrainableNetwork(TINY, SIZE, 1);
                Adam optimizer = new Adam(network.manager(), network.trained(), 0);
                WeightAverage average = new WeightAverage(network, 0.5)) {
            checkpoints(RECIPE).save(network, optimizer, average, history);
        }
    }

    private void assertUnreadable(String message) throws IOException {
        Checkpoints checkpoints = checkpoints(RECIPE);
        assertThatThrownBy(checkpoints::history)
                .isInstanceOf(IOException.class)
                .hasMessage(directory.resolve("last.checkpoint") + " " + message);
    }

    @Test
    void namesTheOptionThatContinuesAStoppedTraining() throws IOException {
        Checkpoints checkpoints = checkpoints(RECIPE);
        assertThat(checkpoints.hint()).isEmpty();
        try (TrainableNetwork network = new TrainableNetwork(TINY, SIZE, 1);
                Adam optimizer = new Adam(network.manager(), network.trained(), 0);
                WeightAverage average = new WeightAverage(network, 0.5)) {
            checkpoints.save(network, optimizer, average, List.of(epoch(1, 0.5), epoch(2, 0.6)));
        }
        assertThat(checkpoints.hint())
                .hasValue("stopped after epoch 2; to continue, run the same command with --resume");
    }

    @Test
    void withoutACheckpointTheHistoryIsEmpty() throws IOException {
        assertThat(checkpoints(RECIPE).history()).isEmpty();
        assertThat(new Checkpoints(directory.resolve("new/directory"), RECIPE).history())
                .isEmpty();
        assertThat(directory.resolve("new/directory")).isDirectory();
    }

    @Test
    void theHistoryIsThatOfTheLastSave() throws IOException {
        save(List.of(epoch(1, 0.5)));
        List<Epoch> history = List.of(epoch(1, 0.5), epoch(2, 1 / 3.0));
        save(history);
        assertThat(checkpoints(RECIPE).history()).isEqualTo(history);
    }

    @Test
    void weightsAndMomentsAreRestored() throws IOException {
        save(List.of(epoch(1, 0.5)));
        try (TrainableNetwork saved = new TrainableNetwork(TINY, SIZE, 1);
                TrainableNetwork other = new TrainableNetwork(TINY, SIZE, 2);
                Adam optimizer = new Adam(other.manager(), other.trained(), 0);
                WeightAverage average = new WeightAverage(other, 0.5)) {
            float[] expected = saved.trained().get(0).getArray().toFloatArray();
            assertThat(other.trained().get(0).getArray().toFloatArray()).isNotEqualTo(expected);
            checkpoints(RECIPE).restore(other, optimizer, average);
            assertThat(other.trained().get(0).getArray().toFloatArray()).containsExactly(expected);
        }
    }

    @Test
    void everyDifferenceOfTheRecipesIsNamedInOrder() throws IOException {
        save(List.of(epoch(1, 0.5)));
        Checkpoints other = checkpoints(Map.of("epochs", "4", "teacher", "model5", "seed", "1"));
        assertThatThrownBy(other::history)
                .isInstanceOf(IOException.class)
                .hasMessage("cannot resume the training in " + directory.resolve("last.checkpoint")
                        + ": epochs was 3 and is 4, teacher was not set and is model5; use the same options, or omit"
                        + " --resume to restart");
        Checkpoints fewer = checkpoints(Map.of("epochs", "3"));
        assertThatThrownBy(fewer::history).hasMessageContaining(": seed was 1 and is not set;");
    }

    @Test
    void otherFilesAreNotCheckpoints() throws IOException {
        Path last = directory.resolve("last.checkpoint");
        Files.write(last, new byte[0]);
        assertUnreadable("is not a valid checkpoint; delete it to restart the training");
        try (DataOutputStream out = new DataOutputStream(Files.newOutputStream(last))) {
            out.writeUTF("pawstream-checkpoint-0");
        }
        assertUnreadable("has an unsupported checkpoint version; delete it to restart the training");
        try (DataOutputStream out = new DataOutputStream(Files.newOutputStream(last))) {
            out.writeUTF("pawstream-checkpoint-2");
            out.writeInt(4);
            out.writeBytes("{\"x\"");
        }
        assertUnreadable("is not a valid checkpoint; delete it to restart the training");
    }

    @Test
    void aTruncatedCheckpointCannotBeRestored() throws IOException {
        save(List.of(epoch(1, 0.5)));
        Path last = directory.resolve("last.checkpoint");
        byte[] whole = Files.readAllBytes(last);
        Files.write(last, Arrays.copyOf(whole, whole.length - 10));
        assertThat(checkpoints(RECIPE).history()).hasSize(1);
        try (TrainableNetwork network = new TrainableNetwork(TINY, SIZE, 1);
                Adam optimizer = new Adam(network.manager(), network.trained(), 0);
                WeightAverage average = new WeightAverage(network, 0.5)) {
            Checkpoints checkpoints = checkpoints(RECIPE);
            assertThatThrownBy(() -> checkpoints.restore(network, optimizer, average))
                    .isInstanceOf(IOException.class)
                    .hasMessage("checkpoint " + last + " is truncated; delete it to restart the training");
        }
    }

    @Test
    void aCheckpointThatCannotBeWrittenKeepsTheOneBefore() throws IOException {
        save(List.of(epoch(1, 0.5)));
        // A directory where the temporary file belongs.
        Files.createDirectories(directory.resolve(".last.checkpoint/occupied"));
        assertThatThrownBy(() -> save(List.of(epoch(1, 0.5), epoch(2, 0.4)))).isInstanceOf(IOException.class);
        assertThat(checkpoints(RECIPE).history()).hasSize(1);
    }

    @Test
    void theBestEpochIsTheEarliestOfEquals() {
        assertThat(Checkpoints.bestEpoch(List.of(epoch(1, 0.5), epoch(2, 0.7), epoch(3, 0.7))))
                .isEqualTo(2);
        assertThatThrownBy(() -> Checkpoints.bestEpoch(List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("training history has no epochs");
    }

    @Test
    void onlyTheWeightsOfTheBestEpochAreKept() throws IOException {
        save(List.of(epoch(1, 0.5)));
        assertThat(directory.resolve("best-1.params")).exists();
        save(List.of(epoch(1, 0.5), epoch(2, 0.4)));
        assertThat(directory.resolve("best-2.params")).doesNotExist();
        save(List.of(epoch(1, 0.5), epoch(2, 0.4), epoch(3, 0.6)));
        assertThat(directory.resolve("best-1.params")).doesNotExist();
        assertThat(directory.resolve("best-3.params")).exists();
    }
}
