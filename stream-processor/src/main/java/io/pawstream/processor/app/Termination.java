package io.pawstream.processor.app;

import jakarta.inject.Singleton;
import java.util.concurrent.CompletableFuture;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Halts the process if it cannot work, so that its supervisor restarts it. */
@Singleton
class Termination {

    /** Exit code of a process that cannot start. */
    static final int START_FAILED = 1;

    /** Exit code of a process whose streams did not stop in time. */
    static final int STOP_TIMED_OUT = 2;

    /** Exit code of a process that lost a thread because the heap is exhausted, as with the option of the JVM. */
    static final int OUT_OF_MEMORY = 3;

    /** Exit code of a process that lost an inference worker. */
    static final int WORKER_DIED = 70;

    /** Exit code of a process whose parent has ended: that of SIGTERM. */
    static final int PARENT_ENDED = 143;

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

    /**
     * Halts once another process has ended, whichever way that one ends.
     *
     * @param pid id of the process that started this one
     */
    void endWith(long pid) {
        CompletableFuture<?> ended = ProcessHandle.of(pid)
                .<CompletableFuture<?>>map(ProcessHandle::onExit)
                .orElseGet(() -> CompletableFuture.completedFuture(null));
        var unused = ended.thenRun(
                () -> fatal(PARENT_ENDED, "process " + pid + ", which started this one, has ended", null));
    }

    /**
     * Halts if a thread has ended because the heap is exhausted. The option {@code -XX:+ExitOnOutOfMemoryError} would end
     * the process as well if a stream thread reads a record that does not fit into the heap. Failed stream threads are
     * replaced.
     */
    static void uncaught(Thread thread, Throwable failure) {
        LOG.errorf(failure, "thread %s ended", thread.getName());
        if (failure instanceof OutOfMemoryError && !thread.getName().contains("StreamThread")) {
            halt(OUT_OF_MEMORY);
        }
    }

    private static void halt(int exitCode) {
        Runtime.getRuntime().halt(exitCode);
    }

    /** Halts because an inference worker died, whose images would never complete. */
    void threadDied(Thread thread, Throwable failure) {
        fatal(WORKER_DIED, "thread " + thread.getName() + " died, terminating the process", failure);
    }
}
