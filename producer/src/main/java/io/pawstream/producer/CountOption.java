package io.pawstream.producer;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Option for the maximum number of events. */
final class CountOption {

    private long count = Long.MAX_VALUE;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    @Option(names = "--count", paramLabel = "N", description = "Stop after N events.")
    void setCount(long events) {
        if (events < 1) {
            throw new ParameterException(command.commandLine(), "count is " + events + "; it must be at least 1");
        }
        count = events;
    }

    /** {@return the maximum number of events; {@link Long#MAX_VALUE} for no limit} */
    long count() {
        return count;
    }
}
