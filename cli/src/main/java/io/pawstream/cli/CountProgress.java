package io.pawstream.cli;

import java.io.PrintWriter;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/**
 * Shows the progress of a task that counts something. On a terminal it draws a bar on standard error and removes it at
 * the end; elsewhere it prints a line for each tenth. Thread-safe.
 *
 * <pre>{@code
 * try (CountProgress progress =
 *         new CountProgress(out, Terminal.isInteractive(), "reading", CountProgress.Unit.FILES)) {
 *     for (int i = 0; i < files.size(); i++) {
 *         read(files.get(i));
 *         progress.reached(i + 1, files.size());
 *     }
 * }
 * }</pre>
 */
public final class CountProgress implements AutoCloseable {

    private final PrintWriter out;
    private final String task;
    private final Unit unit;
    private final boolean terminal;
    private @Nullable ProgressBar bar;
    private long tenths;

    /** What is counted. */
    public enum Unit {
        FILES("files", 1),
        IMAGES("images", 1),
        /** The count is in bytes and shown in megabytes. */
        MEGABYTES("MB", 1_000_000);

        private final String word;
        private final long size;

        Unit(String word, long size) {
            this.word = word;
            this.size = size;
        }
    }

    /**
     * Creates a progress display; it shows nothing before the first call of {@link #reached}.
     *
     * @param out receives the lines when there is no terminal
     * @param terminal whether to draw a bar instead, see {@link Terminal#isInteractive}
     * @param task what runs, for instance {@code reading photos.zip}
     * @param unit what is counted
     */
    public CountProgress(PrintWriter out, boolean terminal, String task, Unit unit) {
        this.out = out;
        this.terminal = terminal;
        this.task = task;
        this.unit = unit;
    }

    /**
     * Reports the progress.
     *
     * @param count how many are done, from 0
     * @param total how many there are; below 1 if unknown, and then only a terminal shows the progress
     */
    public synchronized void reached(long count, long total) {
        if (terminal) {
            if (bar == null) {
                bar = bar(total);
            }
            bar.stepTo(count);
        } else if (total > 0 && count * 10 / total > tenths) {
            // Threads may report out of order: an older count than the last printed one is ignored.
            tenths = count * 10 / total;
            out.println(task + " " + count / unit.size + "/" + total / unit.size + " " + unit.word);
            out.flush();
        }
    }

    private ProgressBar bar(long total) {
        return new ProgressBarBuilder()
                .setTaskName(task)
                .setInitialMax(total > 0 ? total : -1)
                .setUnit(" " + unit.word, unit.size)
                .setStyle(ProgressBarStyle.ASCII)
                .setUpdateIntervalMillis(200)
                .showSpeed()
                .clearDisplayOnFinish()
                .build();
    }

    /** Removes the bar; can be called several times. */
    @Override
    public synchronized void close() {
        if (bar != null) {
            bar.close();
            bar = null;
        }
    }
}
