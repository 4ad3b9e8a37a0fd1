package io.pawstream.producer;

import io.pawstream.producer.publish.OutgoingImage;
import io.pawstream.producer.publish.PublishListener;
import java.io.Console;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** A progress line for people: nothing of it is written to a file or a pipe. */
final class PublishProgress implements PublishListener, AutoCloseable {

    private final long events;
    private final boolean terminal = isTerminal();
    private ProgressBar bar;

    /**
     * A line that appears with the first image, if there is a terminal.
     *
     * @param events how many there will be at most, {@link Long#MAX_VALUE} for no end
     */
    PublishProgress(long events) {
        this.events = events;
    }

    // From JDK 22 on there may be a console where there is no terminal, and a method that tells.
    @SuppressWarnings("SystemConsoleNull")
    private static boolean isTerminal() {
        Console console = System.console();
        if (console == null) {
            return false;
        }
        try {
            return (boolean) Console.class.getMethod("isTerminal").invoke(console);
        } catch (ReflectiveOperationException e) {
            return true;
        }
    }

    @Override
    public synchronized void sending(OutgoingImage image) {
        if (bar == null && terminal) {
            bar = new ProgressBarBuilder()
                    .setTaskName("published")
                    .setInitialMax(events == Long.MAX_VALUE ? -1 : events)
                    .setStyle(ProgressBarStyle.ASCII)
                    .setUpdateIntervalMillis(250)
                    .showSpeed()
                    .build();
        }
    }

    @Override
    public synchronized void acknowledged(OutgoingImage image, int partition, long offset) {
        if (bar != null) {
            bar.step();
        }
    }

    /** Ends the line; what is printed next has a line of its own. */
    synchronized void finish() {
        if (bar != null) {
            bar.close();
            bar = null;
        }
    }

    @Override
    public void close() {
        finish();
    }
}
