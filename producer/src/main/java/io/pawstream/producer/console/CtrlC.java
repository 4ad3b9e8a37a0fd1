package io.pawstream.producer.console;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Turns Ctrl-C into a call, and holds the end of the program until the command has finished, its last line printed. */
public final class CtrlC {

    private static final int PATIENCE_SECONDS = 15;

    private CtrlC() {}

    /** What a command does until it ends or is stopped. */
    @FunctionalInterface
    public interface Work<R, E extends Exception> {
        /** Does it. */
        R run() throws E;
    }

    /** Does the work; Ctrl-C calls stop, upon which it should end. */
    public static <R, E extends Exception> R stops(Runnable stop, Work<R, E> work) throws E {
        CountDownLatch finished = new CountDownLatch(1);
        Thread hook = new Thread(
                () -> {
                    stop.run();
                    await(finished);
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

    private static void await(CountDownLatch finished) {
        try {
            if (!finished.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                System.err.println("gave up waiting for the broker after " + PATIENCE_SECONDS + " s");
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
