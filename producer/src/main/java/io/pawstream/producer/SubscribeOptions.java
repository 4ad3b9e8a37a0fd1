package io.pawstream.producer;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Where a subscription begins and ends. */
final class SubscribeOptions {

    @Option(names = "--from-beginning", description = "Begin with the first event that the topic still has.")
    private boolean fromBeginning;

    private long count = Long.MAX_VALUE;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    @Option(names = "--count", paramLabel = "N", description = "End after N events (default: at Ctrl-C).")
    void setCount(long events) {
        if (events < 1) {
            throw new ParameterException(command.commandLine(), "count is " + events + "; it must be at least 1");
        }
        count = events;
    }

    boolean fromBeginning() {
        return fromBeginning;
    }

    long count() {
        return count;
    }
}
