package io.pawstream.trainer.training;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.pawstream.cli.ErrorMessages;
import io.pawstream.model.Training.Epoch;
import io.pawstream.trainer.network.TrainableNetwork;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UTFDataFormatException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The state of a training on disk. {@code last.checkpoint} has the state after the last epoch. {@code best-N.params}
 * has the weights of epoch N, which has the best validation accuracy; the earliest of equally good epochs. Each file is
 * written under another name and then renamed.
 */
public final class Checkpoints {

    private static final ObjectMapper JSON =
            new ObjectMapper().enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES);
    private static final String LAST = "last.checkpoint";
    private static final String MAGIC = "pawstream-checkpoint-2";

    private final Path directory;
    private final Map<String, String> recipe;
    private volatile int finishedEpochs;

    /**
     * Creates checkpoints in a directory, which is created if missing. The first save overwrites those of an earlier
     * training.
     *
     * @param directory the directory
     * @param recipe all options that influence the result; a training is resumed only with an equal recipe
     * @throws IOException if the directory cannot be created
     */
    public Checkpoints(Path directory, Map<String, String> recipe) throws IOException {
        this.directory = Files.createDirectories(directory);
        this.recipe = Map.copyOf(recipe);
    }

    /** The part of a checkpoint that is not weights. */
    private record State(Map<String, String> recipe, List<Epoch> history) {}

    /**
     * Returns the number of the epoch with the best validation accuracy; the earliest of equally good epochs.
     *
     * @param history a row per epoch, at least one
     * @return number of the epoch, from 1
     */
    public static int bestEpoch(List<Epoch> history) {
        return history.stream()
                .max(Comparator.comparingDouble(Epoch::validationAccuracy)
                        .thenComparing(Epoch::epoch, Comparator.reverseOrder()))
                .orElseThrow(
                        () -> new IllegalArgumentException("training history has no epochs; at least 1 is required"))
                .epoch();
    }

    /**
     * Saves the state after the last epoch of the history.
     *
     * @throws IOException if a file cannot be written
     */
    void save(TrainableNetwork network, Adam optimizer, WeightAverage average, List<Epoch> history) throws IOException {
        int best = bestEpoch(history);
        // The best weights are written first, so that a checkpoint never refers to missing weights.
        if (best == history.size()) {
            average.exchange();
            write(best(best), network::save);
            average.exchange();
        }
        write(directory.resolve(LAST), out -> {
            out.writeUTF(MAGIC);
            byte[] state = JSON.writeValueAsBytes(new State(recipe, history));
            out.writeInt(state.length);
            out.write(state);
            network.save(out);
            optimizer.save(out);
            average.save(out);
        });
        finishedEpochs = history.size();
        try (DirectoryStream<Path> others = Files.newDirectoryStream(directory, "best-*.params")) {
            for (Path file : others) {
                if (!file.equals(best(best))) {
                    Files.delete(file);
                }
            }
        }
    }

    private interface Writing {
        void to(DataOutputStream out) throws IOException;
    }

    private static void write(Path file, Writing writing) throws IOException {
        Path temporary = file.resolveSibling("." + file.getFileName());
        try {
            try (DataOutputStream out =
                    new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(temporary)))) {
                writing.to(out);
            }
            try (FileChannel written = FileChannel.open(temporary, StandardOpenOption.WRITE)) {
                // Data must reach the disk before the rename, in case of a power failure.
                written.force(true);
            }
            Files.move(temporary, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            Files.deleteIfExists(temporary);
            throw new IOException("cannot write checkpoint " + file + ": " + ErrorMessages.of(e), e);
        }
    }

    /**
     * Returns the history of the interrupted training in this directory.
     *
     * @return a row per finished epoch; empty if there is no checkpoint
     * @throws IOException if the checkpoint is unreadable or has another recipe; the message names the differences
     */
    List<Epoch> history() throws IOException {
        Path last = directory.resolve(LAST);
        if (!Files.exists(last)) {
            return List.of();
        }
        try (DataInputStream in = open(last)) {
            State state = state(last, in);
            requireSameRecipe(last, state.recipe);
            finishedEpochs = state.history.size();
            return state.history;
        }
    }

    /**
     * Returns how to continue this training if it stops now. Called from another thread.
     *
     * @return one sentence; empty if no epoch is finished
     */
    public Optional<String> hint() {
        return finishedEpochs == 0
                ? Optional.empty()
                : Optional.of(
                        "stopped after epoch " + finishedEpochs + "; to continue, run the same command with --resume");
    }

    /**
     * Restores the state after the last epoch of {@link #history}.
     *
     * @throws IOException if the checkpoint is unreadable
     */
    void restore(TrainableNetwork network, Adam optimizer, WeightAverage average) throws IOException {
        Path last = directory.resolve(LAST);
        try (DataInputStream in = open(last)) {
            state(last, in);
            network.load(in);
            optimizer.load(in);
            average.load(in);
        } catch (EOFException e) {
            throw new IOException("checkpoint " + last + " is truncated; delete it to restart the training", e);
        }
    }

    private static DataInputStream open(Path file) throws IOException {
        return new DataInputStream(new BufferedInputStream(Files.newInputStream(file)));
    }

    private static State state(Path file, DataInputStream in) throws IOException {
        try {
            if (in.readUTF().equals(MAGIC)) {
                return JSON.readValue(in.readNBytes(in.readInt()), State.class);
            }
        } catch (EOFException | UTFDataFormatException | JsonProcessingException e) {
            throw new IOException(file + " is not a valid checkpoint; delete it to restart the training", e);
        }
        throw new IOException(file + " has an unsupported checkpoint version; delete it to restart the training");
    }

    private void requireSameRecipe(Path file, Map<String, String> stopped) throws IOException {
        TreeSet<String> names = new TreeSet<>(stopped.keySet());
        names.addAll(recipe.keySet());
        TreeMap<String, String> differences = new TreeMap<>();
        for (String name : names) {
            String then = stopped.getOrDefault(name, "not set");
            String now = recipe.getOrDefault(name, "not set");
            if (!then.equals(now)) {
                differences.put(name, name + " was " + then + " and is " + now);
            }
        }
        if (!differences.isEmpty()) {
            throw new IOException("cannot resume the training in " + file + ": "
                    + String.join(", ", differences.values())
                    + "; use the same options, or omit --resume to restart");
        }
    }

    /**
     * Loads the weights of the best epoch of a saved training.
     *
     * @param network receives the weights
     * @param history history of the training, at least one epoch
     * @throws IOException if the file cannot be read
     */
    public void loadBest(TrainableNetwork network, List<Epoch> history) throws IOException {
        Path file = best(bestEpoch(history));
        try (DataInputStream in = open(file)) {
            network.load(in);
        }
    }

    private Path best(int epoch) {
        return directory.resolve("best-" + epoch + ".params");
    }
}
