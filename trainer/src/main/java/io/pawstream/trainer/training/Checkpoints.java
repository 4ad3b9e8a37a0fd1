package io.pawstream.trainer.training;

import io.pawstream.contract.model.ModelCard.Epoch;
import io.pawstream.trainer.network.TrainableNetwork;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * Weights on disk, written aside and then renamed: {@code last.params} of the last epoch and {@code best.params} of the
 * one with the best validation accuracy, the earliest of equals.
 */
public final class Checkpoints {

    private final Path folder;
    private double bestAccuracy = -1;
    private int bestEpoch;

    /** Checkpoints in a folder, which is made if need be; those of an earlier run are overwritten. */
    public Checkpoints(Path folder) throws IOException {
        this.folder = Files.createDirectories(folder);
    }

    void save(TrainableNetwork network, Epoch epoch) throws IOException {
        Path last = folder.resolve("last.params");
        write(network, last);
        if (epoch.validationAccuracy() > bestAccuracy) {
            bestAccuracy = epoch.validationAccuracy();
            bestEpoch = epoch.epoch();
            write(network, best());
        }
    }

    private static void write(TrainableNetwork network, Path file) throws IOException {
        Path aside = file.resolveSibling("." + file.getFileName());
        try (DataOutputStream out = new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(aside)))) {
            network.save(out);
        }
        Files.move(aside, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }

    /** Gives the network the weights of the best epoch, and returns the epoch's number. */
    public int loadBest(TrainableNetwork network) throws IOException {
        try (DataInputStream in = new DataInputStream(new BufferedInputStream(Files.newInputStream(best())))) {
            network.load(in);
        }
        return bestEpoch;
    }

    private Path best() {
        return folder.resolve("best.params");
    }
}
