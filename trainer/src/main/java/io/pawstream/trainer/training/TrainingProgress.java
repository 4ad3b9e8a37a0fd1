package io.pawstream.trainer.training;

import io.pawstream.model.ModelCard.Epoch;

/** Is told how the training goes. */
public interface TrainingProgress {

    /** An epoch begins. */
    void epochBegins(int epoch, int epochs, int steps);

    /**
     * A step is done.
     *
     * @param loss mean loss of the epoch so far
     * @param accuracy accuracy of the epoch so far, 0 to 1
     */
    void stepDone(int step, double loss, double accuracy);

    /** An epoch is done, validation included. */
    void epochDone(Epoch epoch, StepTimes times);
}
