package io.pawstream.processor.control;

import io.pawstream.contract.selection.TrafficShare;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Options that set a model with its traffic share, or remove it. */
final class TrafficShareOptions {

    @Parameters(arity = "0..1", paramLabel = "NAME", description = "Name of the model.")
    private @Nullable String model;

    @Option(names = "--off", description = "Remove the model.")
    private boolean off;

    @Option(names = "--share", paramLabel = "S", description = "Traffic share, 0 to 1.")
    private @Nullable Double share;

    @Option(
            names = "--salt",
            paramLabel = "TEXT",
            defaultValue = "",
            description = "A different salt selects different images.")
    private String salt;

    @Option(
            names = "--sha256",
            paramLabel = "HASH",
            description = "Activate the model only where its model.onnx has this SHA-256.")
    private @Nullable String sha256;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    /**
     * Returns the requested traffic share.
     *
     * @param defaultShare share without {@code --share}; absent if the option is required
     * @return the traffic share; null with {@code --off}
     * @throws ParameterException if the options are invalid
     */
    @Nullable
    TrafficShare trafficShare(@Nullable Double defaultShare) {
        String name = model;
        if (off == (name != null)) {
            throw usage("exactly one of NAME and --off is required");
        }
        if (name == null) {
            return null;
        }
        Double requested = share == null ? defaultShare : share;
        if (requested == null) {
            throw usage("--share is missing: the traffic share, 0 to 1");
        }
        return new TrafficShare(name, requested, salt, sha256);
    }

    private ParameterException usage(String message) {
        return new ParameterException(command.commandLine(), message);
    }
}
