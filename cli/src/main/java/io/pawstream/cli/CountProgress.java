package io.pawstream.cli;

import java.io.PrintWriter;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/**
 * Progress of something that is counted: on a terminal a bar that goes when it is done, elsewhere a line for each tenth.
 * Safe for use by several threads.
 */
public final class CountProgress implements AutoCloseable {

    private final PrintWriter out;
    private final String task;
    private final Unit unit;
    private final boolean terminal;
    private ProgressBar bar;
    private long tenths;

    /** What is counted. */
    public enum Unit {
        FILES("files", 1),
        MEGABYTES("MB", 1_000_000);

        private final String word;
        private final long size;

        Unit(String word, long size) {
            this.word = word;
            this.size = size;
        }
    }

    public CountProgress(PrintWriter out, boolean terminal, String task, Unit unit) {
        this.out = out;
        this.terminal = terminal;
        this.task = task;
        this.unit = unit;
    }

    /** Says how far it is; a total below 1 is unknown. */
    public synchronized void reached(long count, long total) {
        if (terminal) {
            if (bar == null) {
                bar = new ProgressBarBuilder()
                        .setTaskName(task)
                        .setInitialMax(total)
                        .setUnit(" " + unit.word, unit.size)
                        .setStyle(ProgressBarStyle.ASCII)
                        .setUpdateIntervalMillis(200)
                        .clearDisplayOnFinish()
                        .build();
            }
            bar.stepTo(count);
        } else if (total > 0 && count * 10 / total > tenths) {
            // Threads may report out of order; a line behind one that says more says nothing.
            tenths = count * 10 / total;
            out.println(task + " " + count / unit.size + "/" + total / unit.size + " " + unit.word);
            out.flush();
        }
    }

    @Override
    public synchronized void close() {
        if (bar != null) {
            bar.close();
        }
    }
}
