package io.pawstream.cli;

/** Whether a person watches. */
public final class Terminal {

    private Terminal() {}

    /** Whether output goes to a terminal that can move its cursor. */
    @SuppressWarnings(
            "SystemConsoleNull") // From JDK 22 on this needs -Djdk.console=java.base; a bar in a log is no harm.
    public static boolean isThere() {
        return System.console() != null && !"dumb".equals(System.getenv("TERM"));
    }
}
