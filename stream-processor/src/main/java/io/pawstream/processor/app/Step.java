package io.pawstream.processor.app;

/**
 * A part of the process that starts and stops with it.
 *
 * @param name name for log messages
 * @param start starts the part
 * @param stop stops the part
 */
record Step(String name, Action start, Action stop) {

    private static final Action NOTHING = () -> {};

    /** An action that may fail. */
    @FunctionalInterface
    interface Action {
        /**
         * Runs the action.
         *
         * @throws Exception if it fails
         */
        void run() throws Exception;
    }

    /** Returns a step without a start action, for a part that starts elsewhere. */
    static Step stopping(String name, Action stop) {
        return new Step(name, NOTHING, stop);
    }
}
