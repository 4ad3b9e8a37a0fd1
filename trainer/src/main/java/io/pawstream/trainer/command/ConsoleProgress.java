package io.pawstream.trainer.command;

import io.pawstream.model.ModelCard.Epoch;
import io.pawstream.trainer.training.StepTimes;
import io.pawstream.trainer.training.TrainingProgress;
import java.io.PrintWriter;
import java.util.Locale;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/**
 * Progress for people: on a terminal a line that moves with each step, elsewhere a line for each tenth of an epoch; and
 * a line per epoch that stays.
 */
final class ConsoleProgress implements TrainingProgress {

    private final PrintWriter out;
    private final boolean terminal;
    private ProgressBar bar;
    private String title = "";
    private int steps;

    ConsoleProgress(PrintWriter out, boolean terminal) {
        this.out = out;
        this.terminal = terminal;
    }

    @Override
    public void epochBegins(int epoch, int epochs, int stepCount) {
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
    public void stepDone(int step, double loss, double accuracy) {
        String figures = String.format(Locale.ROOT, "loss %.4f accuracy %.4f", loss, accuracy);
        if (terminal) {
            bar.step();
            bar.setExtraMessage(figures);
        } else if (step * 10 / steps > (step - 1) * 10 / steps) {
            out.println(title + " step " + step + "/" + steps + " " + figures);
            out.flush();
        }
    }

    @Override
    public void epochDone(Epoch epoch, StepTimes times) {
        if (terminal) {
            bar.close();
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
