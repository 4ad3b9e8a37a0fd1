package io.pawstream.producer.console;

import io.pawstream.producer.broker.BrokerException;
import io.pawstream.sources.FileErrors;
import java.io.IOException;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** Errors as a user sees them: one line. */
public final class UserErrors {

    private UserErrors() {}

    /** A wrong option: exit code 2. */
    public static int usage(ParameterException e, String[] args) {
        CommandLine command = e.getCommandLine();
        String name = command.getCommandSpec().qualifiedName();
        command.getErr().println(e.getMessage() + "; \"" + name + " --help\" lists what there is");
        return command.getCommandSpec().exitCodeOnInvalidInput();
    }

    /** A broker or a file that does not do what it should: exit code 1. Anything else is a fault of this program. */
    public static int execution(Exception e, CommandLine command, ParseResult parsed) throws Exception {
        if (e instanceof BrokerException || e instanceof IOException) {
            command.getErr().println(FileErrors.message(e));
            return command.getCommandSpec().exitCodeOnExecutionException();
        }
        throw e;
    }
}
