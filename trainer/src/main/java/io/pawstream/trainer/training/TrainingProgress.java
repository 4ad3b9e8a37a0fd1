package io.pawstream.trainer.training;

import io.pawstream.model.Training.Epoch;

/** Receives the progress of a training. */
public interface TrainingProgress {

    /**
     * Reports the start of an epoch.
     *
     * @param epoch number of the epoch, from 1
     * @param epochs number of all epochs
     * @param steps number of steps of the epoch
     */
    void epochStarted(int epoch, int epochs, int steps);

    /**
     * Reports the end of a step.
     *
     * @param step number of the step in the epoch, from 1
     * @param loss mean loss of the epoch so far
     * @param accuracy accuracy of the epoch so far, 0 to 1
     */
    void stepFinished(int step, double loss, double accuracy);

    /**
     * Reports the end of an epoch, validation included.
     *
     * @param epoch metrics of the epoch
     * @param times durations of its steps
     */
    void epochFinished(Epoch epoch, StepTimes times);
}
