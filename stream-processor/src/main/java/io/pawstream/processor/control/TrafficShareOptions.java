package io.pawstream.processor.control;

import io.pawstream.contract.selection.TrafficShare;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** A model and its share of the images, or none. */
final class TrafficShareOptions {

    @Parameters(arity = "0..1", paramLabel = "NAME", description = "name of the model")
    private String model;

    @Option(names = "--off", description = "ends it")
    private boolean off;

    @Option(names = "--share", paramLabel = "S", description = "part of the images, 0 to 1")
    private Double share;

    @Option(names = "--salt", paramLabel = "TEXT", defaultValue = "", description = "another text picks other images")
    private String salt;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    /**
     * What was asked for; null for none.
     *
     * @param defaultShare for a model without a share; null if it has to have one
     */
    TrafficShare portion(Double defaultShare) {
        if (off == (model != null)) {
            throw usage("either the NAME of a model or --off must be given");
        }
        if (off) {
            return null;
        }
        Double wanted = share == null ? defaultShare : share;
        if (wanted == null) {
            throw usage("--share is missing: the part of the images, 0 to 1");
        }
        return new TrafficShare(model, wanted, salt);
    }

    private ParameterException usage(String message) {
        return new ParameterException(command.commandLine(), message);
    }
}
