package io.pawstream.cli;

import java.io.PrintWriter;
import picocli.CommandLine;

/**
 * Where a command prints.
 *
 * @param out standard output, for results and progress
 * @param err standard error, for warnings, so that they neither end up among the results nor get lost in a pipe
 */
public record Console(PrintWriter out, PrintWriter err) {

    /**
     * Returns the console of a command.
     *
     * @param command the command
     * @return its standard output and error
     */
    public static Console of(CommandLine command) {
        return new Console(command.getOut(), command.getErr());
    }

    /**
     * Prints a warning, after everything that has been printed before.
     *
     * @param message one sentence without an initial capital or a full stop
     */
    public void warn(String message) {
        out.flush();
        err.println("warning: " + message);
        err.flush();
    }
}
