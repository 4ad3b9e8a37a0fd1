package io.pawstream.trainer.training;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.pawstream.cli.ErrorMessages;
import io.pawstream.model.ModelCard.Epoch;
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
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A training on disk, each file written aside and then renamed: {@code last.checkpoint} has what is needed to go on after
 * the last epoch, and {@code best-N.params} the weights of the epoch N with the best validation accuracy, the earliest of
 * equals.
 */
public final class Checkpoints {

    private static final ObjectMapper JSON =
            new ObjectMapper().enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES);
    private static final String LAST = "last.checkpoint";
    private static final String MAGIC = "pawstream-checkpoint-1";

    private final Path folder;
    private final Map<String, String> recipe;

    /**
     * Checkpoints in a folder, which is made if need be; those of an earlier training are overwritten.
     *
     * @param recipe everything that decides the numbers of the training; only a training of the same recipe is continued
     */
    public Checkpoints(Path folder, Map<String, String> recipe) throws IOException {
        this.folder = Files.createDirectories(folder);
        this.recipe = Map.copyOf(recipe);
    }

    /** The part of a checkpoint that is not weights. */
    private record State(Map<String, String> recipe, List<Epoch> history) {}

    /** Number of the epoch with the best validation accuracy, the earliest of equals. */
    public static int bestEpoch(List<Epoch> history) {
        return history.stream()
                .max(Comparator.comparingDouble(Epoch::validationAccuracy)
                        .thenComparing(Epoch::epoch, Comparator.reverseOrder()))
                .orElseThrow(() -> new IllegalArgumentException("a training without epochs has no best one"))
                .epoch();
    }

    /** Keeps the state after the last epoch of the history. */
    void save(TrainableNetwork network, Adam optimizer, List<Epoch> history) throws IOException {
        int best = bestEpoch(history);
        // The best weights first: a checkpoint never speaks of weights that are not there.
        if (best == history.size()) {
            write(best(best), network::save);
        }
        write(folder.resolve(LAST), out -> {
            out.writeUTF(MAGIC);
            byte[] state = JSON.writeValueAsBytes(new State(recipe, history));
            out.writeInt(state.length);
            out.write(state);
            network.save(out);
            optimizer.save(out);
        });
        try (DirectoryStream<Path> others = Files.newDirectoryStream(folder, "best-*.params")) {
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
        Path aside = file.resolveSibling("." + file.getFileName());
        try {
            try (DataOutputStream out = new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(aside)))) {
                writing.to(out);
            }
            try (FileChannel written = FileChannel.open(aside, StandardOpenOption.WRITE)) {
                // On the disk before it takes its name: the power may fail right after.
                written.force(true);
            }
            Files.move(aside, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            Files.deleteIfExists(aside);
            throw new IOException("the checkpoint " + file + " cannot be written: " + ErrorMessages.of(e), e);
        }
    }

    /**
     * The training that was stopped here.
     *
     * @return a row per epoch that is done; none if no training was
     * @throws IOException if it is unreadable or has another recipe; the message names what differs
     */
    List<Epoch> history() throws IOException {
        Path last = folder.resolve(LAST);
        if (!Files.exists(last)) {
            return List.of();
        }
        try (DataInputStream in = open(last)) {
            State state = state(last, in);
            requireSameRecipe(last, state.recipe);
            return state.history;
        }
    }

    /** Gives network and optimizer the state after the last epoch of the {@link #history}. */
    void restore(TrainableNetwork network, Adam optimizer) throws IOException {
        Path last = folder.resolve(LAST);
        try (DataInputStream in = open(last)) {
            state(last, in);
            network.load(in);
            optimizer.load(in);
        } catch (EOFException e) {
            throw new IOException(last + " ends before its last weight; delete it to start afresh", e);
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
            throw new IOException(file + " is no checkpoint or a damaged one; delete it to start afresh", e);
        }
        throw new IOException(file + " is no checkpoint of this version; delete it to start afresh");
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
            throw new IOException("the training in " + file + " cannot go on as another one: "
                    + String.join(", ", differences.values())
                    + "; give it the same options, or leave --resume out to start afresh");
        }
    }

    /** Gives the network the weights of the best epoch of a training that was saved here. */
    public void loadBest(TrainableNetwork network, List<Epoch> history) throws IOException {
        Path file = best(bestEpoch(history));
        try (DataInputStream in = open(file)) {
            network.load(in);
        }
    }

    private Path best(int epoch) {
        return folder.resolve("best-" + epoch + ".params");
    }
}
