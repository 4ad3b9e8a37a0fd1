package io.pawstream.processor.control;

import io.pawstream.contract.selection.TrafficShare;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** A model and its traffic share, or neither. */
final class TrafficShareOptions {

    @Parameters(arity = "0..1", paramLabel = "NAME", description = "name of the model")
    private @Nullable String model;

    @Option(names = "--off", description = "remove it")
    private boolean off;

    @Option(names = "--share", paramLabel = "S", description = "traffic share, 0 to 1")
    private @Nullable Double share;

    @Option(names = "--salt", paramLabel = "TEXT", defaultValue = "", description = "another salt selects other images")
    private String salt;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    /**
     * The requested traffic share, or null with {@code --off}.
     *
     * @param defaultShare share of a model without {@code --share}; null if the option is required
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
        return new TrafficShare(name, requested, salt);
    }

    private ParameterException usage(String message) {
        return new ParameterException(command.commandLine(), message);
    }
}
