package io.pawstream.cli;

import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/**
 * How commands report errors: one line on standard error. Exit codes are 0 for success, 1 for a failure and 2 for a wrong
 * command line.
 */
public final class ErrorHandlers {

    /** Environment variable that, if set, adds the stack trace to each failure. */
    public static final String DEBUG = "PAWSTREAM_DEBUG";

    private ErrorHandlers() {}

    /** Sets both handlers on a command line and returns it. */
    public static CommandLine install(CommandLine commandLine) {
        return commandLine
                .setParameterExceptionHandler((e, arguments) -> usage(e))
                .setExecutionExceptionHandler((e, command, parsed) -> failure(e, command));
    }

    private static int usage(ParameterException e) {
        CommandLine command = e.getCommandLine();
        String name = command.getCommandSpec().qualifiedName();
        print(command, e.getMessage() + " (see " + name + " --help)");
        return command.getCommandSpec().exitCodeOnInvalidInput();
    }

    /** A checked exception is expected and reported in one line; any other is a defect, and its stack trace helps. */
    private static int failure(Exception e, CommandLine command) throws Exception {
        if (e instanceof RuntimeException) {
            throw e;
        }
        if (System.getenv(DEBUG) != null) {
            e.printStackTrace(command.getErr());
        }
        print(command, ErrorMessages.of(e));
        return command.getCommandSpec().exitCodeOnExecutionException();
    }

    private static void print(CommandLine command, String message) {
        command.getErr().println(command.getColorScheme().errorText(message));
    }
}
