package io.pawstream.processor.app;

/**
 * Something that starts with the process and stops with it.
 *
 * @param name name for the log
 */
record Step(String name, Action start, Action stop) {

    private static final Action NOTHING = () -> {};

    /** An action that may fail. */
    @FunctionalInterface
    interface Action {
        /** Runs the action. */
        void run() throws Exception;
    }

    /** A step that has started already, or starts elsewhere. */
    static Step stopping(String name, Action stop) {
        return new Step(name, NOTHING, stop);
    }
}
