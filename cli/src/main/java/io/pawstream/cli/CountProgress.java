package io.pawstream.cli;

import java.io.PrintWriter;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/**
 * Shows the progress of a countable task. On a terminal it draws a bar on standard error and removes it at the end.
 * Otherwise it prints a line for each tenth of the total. Thread-safe.
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
        /** Files of any kind. */
        FILES("files", 1),
        /** Images. */
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
     * Creates a progress display that stays invisible until the first call of {@link #reached}.
     *
     * @param out receives the lines if {@code terminal} is false
     * @param terminal whether to draw a bar instead, see {@link Terminal#isInteractive}
     * @param task name of the task, for instance {@code reading photos.zip}
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
     * @param count amount done so far, in the unit of this display; for {@link Unit#MEGABYTES} in bytes
     * @param total total amount in the same unit; below 1 if unknown, in which case only a terminal shows progress
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
