package io.pawstream.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.ExecutionException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * Version and error handling of all commands.
 *
 * <table>
 *   <caption>What a command prints on standard error, and its exit code</caption>
 *   <tr><th>Error</th><th>Output</th><th>Exit code</th></tr>
 *   <tr><td>invalid command line</td><td>one line that refers to {@code --help}</td><td>2</td></tr>
 *   <tr><td>checked exception, {@link UncheckedIOException}</td><td>one line; with {@value #DEBUG} set, the stack trace
 *       before it</td><td>1</td></tr>
 *   <tr><td>any other runtime exception: a bug in Pawstream</td><td>the stack trace, then one line</td><td>1</td></tr>
 * </table>
 *
 * <p>A bug always prints its stack trace, because it may not be reproducible.
 *
 * <pre>{@code
 * System.exit(CommandLines.configure(new CommandLine(new MyCommand())).execute(args));
 * }</pre>
 */
public final class CommandLines {

    /** Name of the environment variable that, set to any value, adds the stack trace to each error. */
    public static final String DEBUG = "PAWSTREAM_DEBUG";

    private CommandLines() {}

    /**
     * Sets the version and the error handlers of a command and its subcommands.
     *
     * @param commandLine a command to which all subcommands have been added
     * @return the same command
     */
    public static CommandLine configure(CommandLine commandLine) {
        return configure(commandLine, System.getenv(DEBUG) != null);
    }

    static CommandLine configure(CommandLine commandLine, boolean debug) {
        setVersion(commandLine);
        return commandLine
                .setParameterExceptionHandler((e, arguments) -> invalidCommandLine(e))
                .setExecutionExceptionHandler((e, command, parsed) -> failure(e, command, debug));
    }

    /**
     * Makes a command that loads native libraries check the directory for temporary files first, but not for its help.
     *
     * @param commandLine a configured command
     * @return the same command
     */
    public static CommandLine requireTemporaryDirectory(CommandLine commandLine) {
        return commandLine.setExecutionStrategy(parsed -> {
            Integer help = CommandLine.executeHelpRequest(parsed);
            if (help != null) {
                return help;
            }
            try {
                TemporaryDirectory.requireUsable();
            } catch (IOException e) {
                throw new ExecutionException(commandLine, e.getMessage(), e);
            }
            return new CommandLine.RunLast().execute(parsed);
        });
    }

    private static void setVersion(CommandLine commandLine) {
        commandLine.getCommandSpec().versionProvider(new Version());
        commandLine.getSubcommands().values().forEach(CommandLines::setVersion);
    }

    private static int invalidCommandLine(ParameterException e) {
        CommandLine command = e.getCommandLine();
        String name = command.getCommandSpec().qualifiedName();
        print(command, cause(e).getMessage() + " (see " + name + " --help)");
        return command.getCommandSpec().exitCodeOnInvalidInput();
    }

    /** {@return the typing error that picocli hides behind a required option that is missing because of it} */
    private static ParameterException cause(ParameterException e) {
        List<String> unknown = e.getCommandLine().getUnmatchedArguments();
        return unknown.isEmpty() ? e : new UnmatchedArgumentException(e.getCommandLine(), unknown);
    }

    private static int failure(Exception e, CommandLine command, boolean debug) {
        boolean bug = e instanceof RuntimeException && !(e instanceof UncheckedIOException);
        if (bug || debug) {
            e.printStackTrace(command.getErr());
        }
        print(
                command,
                bug
                        ? "internal error: " + ErrorMessages.of(e) + "; please report it with the stack trace above"
                        : ErrorMessages.of(e));
        return command.getCommandSpec().exitCodeOnExecutionException();
    }

    private static void print(CommandLine command, String message) {
        // A message may have several lines, and contain the name of a file or a model.
        String printable = message.lines().map(Printable::of).collect(Collectors.joining(System.lineSeparator()));
        command.getErr().println(command.getColorScheme().errorText(printable));
    }
}
