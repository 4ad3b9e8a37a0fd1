package io.pawstream.trainer.dataset;

import io.pawstream.model.Training;
import io.pawstream.onnx.dataset.DataSummary;
import io.pawstream.onnx.dataset.FileFilter;
import io.pawstream.onnx.dataset.PixelStore;
import io.pawstream.onnx.dataset.Sample;
import io.pawstream.onnx.dataset.SplitSizes;
import io.pawstream.onnx.dataset.Splits;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The images of a training.
 *
 * @param store pixels of all images
 * @param filter which files were used
 * @param sizes requested sizes of the splits
 * @param splits the images of the source, divided
 * @param drawn drawn images to train on in addition
 * @param summary statistics of the images of the source
 */
public record Dataset(
        PixelStore store, FileFilter filter, SplitSizes sizes, Splits splits, List<Sample> drawn, DataSummary summary) {

    /** Offset of the seed of drawn training images, so that demos, which use small seeds, show other images. */
    private static final long DRAWN_OFFSET = 0x7061_7773L;

    /**
     * Returns the seed of drawn training images.
     *
     * @param seed seed of the training
     * @return the seed of the drawn source
     */
    public static long drawnSeed(long seed) {
        return seed + DRAWN_OFFSET;
    }

    /** {@return the names of the classes, in the order of the labels} */
    public List<String> classes() {
        return summary.classes();
    }

    /** {@return the splits to train with: drawn images are added to the training split} */
    public Splits training() {
        List<Sample> train =
                Stream.concat(splits.train().stream(), drawn.stream()).toList();
        return new Splits(train, splits.validation(), splits.test());
    }

    /** {@return the splits for the model card, by name} */
    public Map<String, Training.Split> describe() {
        Map<String, Training.Split> described = new LinkedHashMap<>();
        described.put("train", Splits.describe(splits.train()));
        described.put("validation", Splits.describe(splits.validation()));
        described.put("test", Splits.describe(splits.test()));
        if (!drawn.isEmpty()) {
            described.put("drawn", Splits.describe(drawn));
        }
        return described;
    }
}
