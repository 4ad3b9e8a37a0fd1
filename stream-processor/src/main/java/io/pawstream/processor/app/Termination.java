package io.pawstream.processor.app;

import jakarta.inject.Singleton;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Halts the process if it cannot work, so that its supervisor restarts it. */
@Singleton
class Termination {

    /** Exit code of a process that cannot start. */
    static final int START_FAILED = 1;

    /** Exit code of a process whose streams did not stop in time. */
    static final int STOP_TIMED_OUT = 2;

    /** Exit code of a process that lost an inference worker. */
    static final int WORKER_DIED = 70;

    private static final Logger LOG = Logger.getLogger(Termination.class);

    /** Logs a failure and halts without an orderly shutdown. */
    void fatal(int exitCode, @Nullable String message, @Nullable Throwable failure) {
        LOG.fatal(message, failure);
        halt(exitCode);
    }

    /** Prints one line on standard error and halts: an expected failure, for which a stack trace adds nothing. */
    void startFailed(@Nullable String message) {
        System.err.println(message);
        halt(START_FAILED);
    }

    private static void halt(int exitCode) {
        Runtime.getRuntime().halt(exitCode);
    }

    /** Halts because an inference worker died, whose images would never complete. */
    void threadDied(Thread thread, Throwable failure) {
        fatal(WORKER_DIED, "thread " + thread.getName() + " died, terminating the process", failure);
    }
}
