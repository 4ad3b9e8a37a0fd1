package io.pawstream.model;

import java.util.List;
import java.util.Map;

/**
 * How a model was trained.
 *
 * @param seed seed of the split, the initial weights and the augmentation
 * @param options options of the training command by name
 * @param splits splits of the data by name: train, validation, test, and the images that were added to train
 * @param history one entry per epoch, in order
 */
public record Training(long seed, Map<String, String> options, Map<String, Split> splits, List<Epoch> history) {

    /**
     * One split of the data.
     *
     * @param images number of images
     * @param fingerprint SHA-256 over the sorted file names of the split, each followed by a line feed
     */
    public record Split(int images, String fingerprint) {}

    /**
     * One pass over the training split.
     *
     * @param epoch number of the epoch, from 1
     * @param loss mean cross-entropy over the training split, measured during the epoch
     * @param accuracy share of training images classified correctly, measured during the epoch, 0 to 1
     * @param validationLoss mean cross-entropy over the validation split
     * @param validationAccuracy share of validation images classified correctly, 0 to 1
     * @param seconds wall-clock time of the epoch, including validation
     */
    public record Epoch(
            int epoch,
            double loss,
            double accuracy,
            double validationLoss,
            double validationAccuracy,
            double seconds) {}
}
