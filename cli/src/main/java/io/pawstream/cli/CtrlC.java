package io.pawstream.cli;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Ends a command cleanly on Ctrl-C: stops its work, and delays the exit of the JVM until the command has printed its
 * last line.
 *
 * <pre>{@code
 * CtrlC.run(publisher::stop, CtrlC.TIMEOUT, () -> report(publisher.publish(source, plan)));
 * }</pre>
 */
public final class CtrlC {

    /** Default maximum delay of the exit, long enough for the last acknowledgement of a broker. */
    public static final Duration TIMEOUT = Duration.ofSeconds(15);

    private CtrlC() {}

    /**
     * Work that can be stopped from another thread.
     *
     * @param <R> type of its result
     * @param <E> type of the exception it throws
     */
    @FunctionalInterface
    public interface Work<R, E extends Exception> {

        /**
         * Does the work.
         *
         * @return the result
         * @throws E if it fails
         */
        R run() throws E;
    }

    /**
     * Runs the work until it ends. Ctrl-C and SIGTERM call {@code stop}.
     *
     * @param stop makes the work return early; called from another thread
     * @param timeout maximum delay of the exit, so that the work can end; zero to exit in the midst of it
     * @param work the work, including everything that has to be closed and printed after it
     * @param <R> type of the result
     * @param <E> type of the exception that the work throws
     * @return the result of the work
     * @throws E if the work fails
     */
    public static <R, E extends Exception> R run(Runnable stop, Duration timeout, Work<R, E> work) throws E {
        CountDownLatch finished = new CountDownLatch(1);
        Thread hook = new Thread(
                () -> {
                    stop.run();
                    await(finished, timeout);
                },
                "pawstream-ctrl-c");
        Runtime.getRuntime().addShutdownHook(hook);
        try {
            return work.run();
        } finally {
            finished.countDown();
            remove(hook);
        }
    }

    private static void await(CountDownLatch finished, Duration timeout) {
        try {
            if (!finished.await(timeout.toMillis(), TimeUnit.MILLISECONDS) && !timeout.isZero()) {
                System.err.println("the command did not end within " + timeout.toSeconds() + " s; exiting anyway");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void remove(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The JVM is already shutting down.
        }
    }
}
