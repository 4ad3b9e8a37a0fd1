package io.pawstream.trainer.training;

import io.pawstream.model.ImageSize;

/**
 * A phase of a training with its own learning rate and optimizer.
 *
 * @param epochs passes over the training split, at least 1
 * @param learningRate peak learning rate of Adam, above 0 to 1
 * @param schedule how the rate changes within the phase
 * @param weightDecay share of each weight, times the rate, that a step subtracts, 0 to 1
 * @param smallEpochs number of first epochs on images of three quarters of the size, which take about half the time
 *     (Tan and Le 2021, "progressive learning"), 0 to {@code epochs}; 0 for networks of a fixed input size
 * @param fineTunes whether the tunable part of a pretrained network is trained
 */
public record Phase(
        int epochs, float learningRate, Schedule schedule, float weightDecay, int smallEpochs, boolean fineTunes) {

    /**
     * Checks the values.
     *
     * @param epochs passes over the training split, at least 1
     * @param learningRate peak learning rate, above 0 and at most 1
     * @param schedule how the rate changes within the phase
     * @param weightDecay weight decay, 0 to 1
     * @param smallEpochs number of first epochs on images of reduced size, 0 to {@code epochs}
     * @param fineTunes whether the tunable part of a pretrained network is trained
     * @throws IllegalArgumentException if a value is out of range
     */
    public Phase {
        if (epochs < 1) {
            throw new IllegalArgumentException("number of epochs is " + epochs + "; it must be at least 1");
        }
        if (!(learningRate > 0 && learningRate <= 1)) {
            throw new IllegalArgumentException(
                    "learning rate is " + learningRate + "; it must be above 0 and at most 1");
        }
        if (!(weightDecay >= 0 && weightDecay <= 1)) {
            throw new IllegalArgumentException("weight decay is " + weightDecay + "; it must be 0 to 1");
        }
        if (smallEpochs < 0 || smallEpochs > epochs) {
            throw new IllegalArgumentException(
                    "number of small epochs is " + smallEpochs + "; it must be 0 to " + epochs);
        }
    }

    /**
     * Returns the size of the images in an epoch of this phase.
     *
     * @param epoch index of the epoch in this phase, from 0
     * @param full full size of the images
     */
    ImageSize size(int epoch, ImageSize full) {
        return epoch < smallEpochs ? new ImageSize(full.width() * 3 / 4, full.height() * 3 / 4) : full;
    }
}
