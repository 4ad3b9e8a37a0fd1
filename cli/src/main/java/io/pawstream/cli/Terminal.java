package io.pawstream.cli;

import java.io.Console;

/** Detects an interactive terminal. */
public final class Terminal {

    private Terminal() {}

    /**
     * Returns whether the program runs on an interactive terminal that can move its cursor.
     *
     * @return false if standard input or output is a file or a pipe, or if {@code TERM} is {@code dumb}
     */
    // From JDK 22 on, System.console() is not null without a terminal, but Console.isTerminal() exists.
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
}
