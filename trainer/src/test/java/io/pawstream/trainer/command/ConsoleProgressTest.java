package io.pawstream.trainer.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.pawstream.model.Training.Epoch;
import io.pawstream.trainer.training.StepTimes;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class ConsoleProgressTest {

    @Test
    void withoutATerminalThereIsALineForEachTenthAndEachEpoch() {
        StringWriter out = new StringWriter();
        ConsoleProgress progress = new ConsoleProgress(new PrintWriter(out), false);
        progress.epochStarted(2, 5, 20);
        for (int step = 1; step <= 20; step++) {
            progress.stepFinished(step, 0.5, 0.75);
        }
        progress.epochFinished(new Epoch(2, 0.5, 0.75, 0.6, 0.7, 12.34), new StepTimes(20, 6, 1, 2, 2, 1));
        assertThat(out.toString().lines())
                .hasSize(12)
                .startsWith("epoch 2/5 step 2/20 loss 0.5000 accuracy 0.7500")
                .endsWith(
                        "epoch 2/5: loss 0.5000 accuracy 0.7500, validation loss 0.6000 accuracy 0.7000, 12.3 s",
                        "  20 steps, median 6.0 ms: waiting for data 1.0, forward 2.0, backward 2.0, update 1.0");
    }

    @Test
    void fewerThanTenStepsHaveALineEach() {
        StringWriter out = new StringWriter();
        ConsoleProgress progress = new ConsoleProgress(new PrintWriter(out), false);
        progress.epochStarted(1, 1, 3);
        for (int step = 1; step <= 3; step++) {
            progress.stepFinished(step, 1.0 / step, 0.5);
        }
        assertThat(out.toString().lines())
                .containsExactly(
                        "epoch 1/1 step 1/3 loss 1.0000 accuracy 0.5000",
                        "epoch 1/1 step 2/3 loss 0.5000 accuracy 0.5000",
                        "epoch 1/1 step 3/3 loss 0.3333 accuracy 0.5000");
    }
}
