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
 * @param store pixels of the images of the splits, in the size of the network
 * @param filter which files were used
 * @param sizes requested sizes of the splits
 * @param splits the images of the source, divided
 * @param trained the images of the training split, with pixels in the size of the teacher if that is larger
 * @param additions more images to train on, in order, with pixels in the store of {@code trained}
 * @param summary statistics of the images of the source
 */
public record Dataset(
        PixelStore store,
        FileFilter filter,
        SplitSizes sizes,
        Splits splits,
        LabeledImages trained,
        List<Addition> additions,
        DataSummary summary) {

    /** Name of the drawn images on model cards. */
    static final String DRAWN = "drawn";

    /** Offset of the seed of drawn training images, so that demos, which use small seeds, show other images. */
    private static final long DRAWN_OFFSET = 0x7061_7773L;

    /**
     * Images that are in the training split only.
     *
     * @param name name on model cards
     * @param images the images
     */
    public record Addition(String name, List<Sample> images) {}

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

    /** {@return the images to train on: the additions follow the images of the training split} */
    public LabeledImages training() {
        return new LabeledImages(
                trained.store(),
                Stream.concat(
                                trained.samples().stream(),
                                additions.stream().flatMap(addition -> addition.images.stream()))
                        .toList());
    }

    /** {@return the images to select epochs and options on} */
    public LabeledImages validation() {
        return new LabeledImages(store, splits.validation());
    }

    /** {@return the splits and the additions for the model card, by name} */
    public Map<String, Training.Split> describe() {
        Map<String, Training.Split> described = new LinkedHashMap<>();
        described.put("train", Splits.describe(splits.train()));
        described.put("validation", Splits.describe(splits.validation()));
        described.put("test", Splits.describe(splits.test()));
        additions.forEach(addition -> described.put(addition.name, Splits.describe(addition.images)));
        return described;
    }
}
