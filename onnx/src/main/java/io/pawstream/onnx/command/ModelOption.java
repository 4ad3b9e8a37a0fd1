package io.pawstream.onnx.command;

import io.pawstream.cli.HomeDirectory;
import io.pawstream.model.ModelDirectory;
import io.pawstream.model.ModelException;
import io.pawstream.model.ModelRepository;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Options that select a published model. */
final class ModelOption {

    @Option(names = "--model", required = true, paramLabel = "NAME", description = "Name of the model.")
    private String model;

    @Option(names = "--models", paramLabel = "DIR", description = "Model repository (default: ${DEFAULT-VALUE}).")
    private Path models = HomeDirectory.resolve("models");

    /** {@return the directory of the model repository} */
    Path repository() {
        return models;
    }

    /**
     * Returns the model.
     *
     * @throws ModelException if the repository does not have it, or it is damaged
     */
    ModelDirectory find() throws ModelException {
        return new ModelRepository(models).find(model);
    }
}
