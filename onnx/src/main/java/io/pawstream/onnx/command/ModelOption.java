package io.pawstream.onnx.command;

import io.pawstream.model.ModelDirectory;
import io.pawstream.model.ModelException;
import io.pawstream.model.ModelRepository;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Options of commands that are about a published model. */
final class ModelOption {

    @Option(names = "--model", required = true, paramLabel = "NAME", description = "name of the model")
    private String model;

    @Option(
            names = "--models",
            paramLabel = "FOLDER",
            description = "where models are published (default: ${DEFAULT-VALUE})")
    Path models = Path.of("models");

    /** The model. */
    ModelDirectory find() throws ModelException {
        return new ModelRepository(models).find(model);
    }
}
