package io.pawstream.trainer.command;

import io.pawstream.cli.ErrorMessages;
import io.pawstream.cli.HomeDirectory;
import io.pawstream.model.ModelRepository;
import io.pawstream.onnx.publish.ModelPublication;
import java.io.IOException;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** The options of {@code train} for the directories that it writes to. */
final class OutputOptions {

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "Model repository to publish to (default: ${DEFAULT-VALUE}).")
    private Path out = HomeDirectory.resolve("models");

    @Option(
            names = "--run-dir",
            paramLabel = "DIR",
            description = "Directory of checkpoints and curves (default: ${DEFAULT-VALUE}).")
    private Path runs = HomeDirectory.resolve("runs");

    /** {@return the directory of the model repository} */
    Path directory() {
        return out;
    }

    /** {@return the model repository} */
    ModelRepository repository() {
        return new ModelRepository(out);
    }

    /** {@return the directory of the checkpoints and curves of a model} */
    Path run(String name) {
        return runs.resolve(name);
    }

    /**
     * Checks that a model can be published, before hours of training.
     *
     * @throws IOException if the repository cannot be written
     */
    void requireWritable(String name) throws IOException {
        try {
            ModelPublication.stage(out, name).close();
        } catch (IOException e) {
            throw new IOException("cannot publish models to --out " + out + ": " + ErrorMessages.of(e), e);
        }
    }
}
