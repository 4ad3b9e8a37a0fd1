package io.pawstream.trainer.command;

import io.pawstream.model.Training.Epoch;
import io.pawstream.trainer.training.StepTimes;
import io.pawstream.trainer.training.TrainingProgress;
import java.io.PrintWriter;
import java.util.Locale;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/**
 * Prints the progress of a training: a bar per epoch on a terminal, otherwise a line for each tenth of an epoch. Prints
 * a summary after each epoch.
 */
final class ConsoleProgress implements TrainingProgress {

    private final PrintWriter out;
    private final boolean terminal;
    private @Nullable ProgressBar bar;
    private String title = "";
    private int steps;

    ConsoleProgress(PrintWriter out, boolean terminal) {
        this.out = out;
        this.terminal = terminal;
    }

    @Override
    public void epochStarted(int epoch, int epochs, int stepCount) {
        steps = stepCount;
        title = "epoch " + epoch + "/" + epochs;
        if (terminal) {
            bar = new ProgressBarBuilder()
                    .setTaskName(title)
                    .setInitialMax(steps)
                    .setUnit(" steps", 1)
                    .setStyle(ProgressBarStyle.ASCII)
                    .setUpdateIntervalMillis(200)
                    .clearDisplayOnFinish()
                    .build();
        }
    }

    @Override
    public void stepFinished(int step, double loss, double accuracy) {
        String figures = String.format(Locale.ROOT, "loss %.4f accuracy %.4f", loss, accuracy);
        if (bar != null) {
            bar.step();
            bar.setExtraMessage(figures);
        } else if (step * 10 / steps > (step - 1) * 10 / steps) {
            out.println(title + " step " + step + "/" + steps + " " + figures);
            out.flush();
        }
    }

    @Override
    public void epochFinished(Epoch epoch, StepTimes times) {
        if (bar != null) {
            bar.close();
            bar = null;
        }
        out.println(String.format(
                Locale.ROOT,
                "%s: loss %.4f accuracy %.4f, validation loss %.4f accuracy %.4f, %.1f s",
                title,
                epoch.loss(),
                epoch.accuracy(),
                epoch.validationLoss(),
                epoch.validationAccuracy(),
                epoch.seconds()));
        out.println("  " + times);
        out.flush();
    }
}
