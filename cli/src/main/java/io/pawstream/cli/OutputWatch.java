package io.pawstream.cli;

import java.io.FileDescriptor;
import java.io.PrintWriter;
import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.Method;

/**
 * Stops a command if the reader of its standard output exits, for instance {@code head -3}. A write to a closed pipe
 * fails, but a command that waits for data writes nothing. Java has no public method that asks the operating system, so
 * this calls an internal one, which the manifest of the jar must open with {@code Add-Opens: java.base/sun.nio.ch}.
 * Where that is not possible, nothing is watched, and the next write ends the command.
 *
 * <pre>{@code
 * OutputWatch.run(subscriber::stop, () -> subscriber.run(printer));
 * }</pre>
 */
public final class OutputWatch {

    private static final long POLL_MILLIS = 500;
    private static final int SIGPIPE = 128 + 13;

    private final Runnable stop;
    private volatile boolean ended;

    private OutputWatch(Runnable stop) {
        this.stop = stop;
    }

    /**
     * Runs the work until it ends.
     *
     * @param stop makes the work return early; called at most once, from another thread
     * @param work the work
     * @param <R> type of the result
     * @param <E> type of the exception that the work throws
     * @return the result of the work
     * @throws E if the work fails
     */
    public static <R, E extends Exception> R run(Runnable stop, CtrlC.Work<R, E> work) throws E {
        OutputWatch watch = new OutputWatch(stop);
        Thread thread = new Thread(watch::poll, "pawstream-output-watch");
        thread.setDaemon(true);
        thread.start();
        try {
            return work.run();
        } finally {
            watch.ended = true;
        }
    }

    /**
     * Flushes the standard output of a command and returns whether nothing more can be written to it.
     *
     * @param out writes to {@link System#out}, which hides its errors from a writer
     * @return true if a write has failed, for instance to a closed pipe or a full disk
     */
    public static boolean isClosed(PrintWriter out) {
        return out.checkError() || System.out.checkError();
    }

    /** Exits after the shutdown hooks, with the code that a shell shows for a command that SIGPIPE ends. */
    public static void exit() {
        System.exit(SIGPIPE);
    }

    private void poll() {
        try {
            Method poll = Class.forName("sun.nio.ch.Net")
                    .getDeclaredMethod("poll", FileDescriptor.class, int.class, long.class);
            poll.setAccessible(true);
            while (!ended) {
                // Without requested events, the result is an error or a hang-up, or 0 after the timeout.
                if (!Integer.valueOf(0).equals(poll.invoke(null, FileDescriptor.out, 0, POLL_MILLIS))) {
                    stop.run();
                    return;
                }
            }
        } catch (ReflectiveOperationException | InaccessibleObjectException e) {
            // Not supported by this JDK or operating system.
        }
    }
}
