package io.pawstream.trainer.training;

import io.pawstream.vision.image.ImageSize;

/**
 * A part of a training with a learning rate of its own; the optimizer starts afresh in each.
 *
 * @param epochs passes over the training split, at least 1
 * @param learningRate largest step size of Adam, positive
 * @param schedule how the rate moves within the phase
 * @param weightDecay what a step takes off each weight, as a share of the weight and the rate; 0 for none
 * @param smallEpochs how many of the first epochs see images of three quarters of the size, which takes little more than
 *     half the time (Tan and Le 2021, "progressive learning"); for networks that take any size, 0 for none
 * @param fineTunes whether the tunable part of a pretrained network is trained too
 */
public record Phase(
        int epochs, float learningRate, Schedule schedule, float weightDecay, int smallEpochs, boolean fineTunes) {

    public Phase {
        if (epochs < 1) {
            throw new IllegalArgumentException("epochs is " + epochs + "; it must be at least 1");
        }
        if (!(learningRate > 0 && learningRate <= 1)) {
            throw new IllegalArgumentException(
                    "the learning rate is " + learningRate + "; it must be above 0 and at most 1");
        }
        if (!(weightDecay >= 0 && weightDecay <= 1)) {
            throw new IllegalArgumentException("the weight decay is " + weightDecay + "; it must be 0 to 1");
        }
        if (smallEpochs < 0 || smallEpochs > epochs) {
            throw new IllegalArgumentException(
                    "the number of small epochs is " + smallEpochs + "; it must be 0 to " + epochs);
        }
    }

    /** Size of the images in an epoch of this phase, counted from 0. */
    ImageSize size(int epoch, ImageSize full) {
        return epoch < smallEpochs ? new ImageSize(full.width() * 3 / 4, full.height() * 3 / 4) : full;
    }
}
