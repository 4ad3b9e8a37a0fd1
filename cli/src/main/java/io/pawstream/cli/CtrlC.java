package io.pawstream.cli;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Turns Ctrl-C into a call, and holds the end of the program until the command has finished, its last line printed. */
public final class CtrlC {

    /** Long enough for a broker's last answer. */
    public static final Duration PATIENCE = Duration.ofSeconds(15);

    private CtrlC() {}

    /** What a command does until it ends or is stopped. */
    @FunctionalInterface
    public interface Work<R, E extends Exception> {
        /** Does it. */
        R run() throws E;
    }

    /**
     * Does the work; Ctrl-C calls stop, upon which it should end.
     *
     * @param stop makes the work end, called from another thread
     * @param patience how long the end of the program is held up for it
     * @param work the work, with all that has to be closed behind it
     */
    public static <R, E extends Exception> R stops(Runnable stop, Duration patience, Work<R, E> work) throws E {
        CountDownLatch finished = new CountDownLatch(1);
        Thread hook = new Thread(
                () -> {
                    stop.run();
                    await(finished, patience);
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

    private static void await(CountDownLatch finished, Duration patience) {
        try {
            if (!finished.await(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                System.err.println("gave up waiting for the end after " + patience.toSeconds() + " s");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void remove(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The program is ending already.
        }
    }
}
