package io.pawstream.trainer.dataset;

import io.pawstream.onnx.dataset.FileFilter;
import io.pawstream.onnx.dataset.SplitSizes;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which images a training uses and how they are divided.
 *
 * @param filter which files are used; absent for the default of the source
 * @param trainSize size of the training split; absent for the default of the source
 * @param validationSize size of the validation split; absent for the default
 * @param testSize size of the test split; absent for the default
 * @param more folders and zip files with more images to train on
 * @param drawnShare number of drawn images to train on in addition, as a share of all others to train on, 0 for none
 * @param seed seed of the splits and of drawn images
 */
public record DatasetSettings(
        @Nullable FileFilter filter,
        @Nullable Integer trainSize,
        @Nullable Integer validationSize,
        @Nullable Integer testSize,
        List<String> more,
        double drawnShare,
        long seed) {

    /**
     * Copies the list.
     *
     * @param filter which files are used
     * @param trainSize size of the training split
     * @param validationSize size of the validation split
     * @param testSize size of the test split
     * @param more folders and zip files with more images to train on
     * @param drawnShare number of drawn images, as a share of all others
     * @param seed seed of the splits and of drawn images
     */
    public DatasetSettings {
        more = List.copyOf(more);
    }

    /**
     * Returns the sizes of the splits of an exercise with any number of images.
     *
     * @return the sizes
     * @throws IllegalArgumentException if a size is below 1
     */
    SplitSizes sizes() {
        return SplitSizes.of(Integer.MAX_VALUE, trainSize, validationSize, testSize);
    }
}
