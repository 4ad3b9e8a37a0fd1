package io.pawstream.onnx.dataset;

import io.pawstream.sources.ImageSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The rules of the published exercise, for its archive and for drawn images.
 *
 * @param classes names of the classes, in the order of their labels
 */
record ExerciseLayout(List<String> classes) implements ImageLayout {

    @Override
    public FileFilter filter() {
        return FileFilter.JFIF;
    }

    @Override
    public ImageSource labeled(ImageSource source) {
        return source;
    }

    @Override
    public SplitSizes sizes(
            List<Sample> samples, @Nullable Integer train, @Nullable Integer validation, @Nullable Integer test) {
        return SplitSizes.of(samples.size(), train, validation, test);
    }

    @Override
    public Splits split(List<Sample> samples, SplitSizes sizes, long seed) {
        return Splits.of(samples, sizes, seed);
    }
}
