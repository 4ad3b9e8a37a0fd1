package io.pawstream.cli;

import java.io.Console;

/** Detects an interactive terminal. */
public final class Terminal {

    private Terminal() {}

    /**
     * Whether the program talks to a terminal that can move its cursor.
     *
     * @return false if standard input or output is a file or a pipe, or if {@code TERM} is {@code dumb}
     */
    // From JDK 22 on there is a console without a terminal, and Console.isTerminal tells the two apart.
    @SuppressWarnings("SystemConsoleNull")
    public static boolean isInteractive() {
        Console console = System.console();
        if (console == null || "dumb".equals(System.getenv("TERM"))) {
            return false;
        }
        try {
            return (boolean) Console.class.getMethod("isTerminal").invoke(console);
        } catch (ReflectiveOperationException e) {
            return true;
        }
    }

    /** The former name of {@link #isInteractive}. */
    public static boolean isThere() {
        return isInteractive();
    }
}
