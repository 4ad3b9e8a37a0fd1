package io.pawstream.onnx.dataset;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.stream.IntStream;

/**
 * Statistics of the images of a training.
 *
 * @param splits number of images of each class in train, validation and test, in this order
 * @param unused number of usable images that are in no split
 * @param skipped number of skipped files by reason
 * @param width width of the images as stored, in pixels
 * @param height height of the images as stored, in pixels
 * @param megapixels width times height, in millions
 */
public record DataSummary(
        List<Split> splits,
        int unused,
        SortedMap<String, Integer> skipped,
        Spread width,
        Spread height,
        Spread megapixels) {

    /** Number of training images below which a warning is issued. */
    private static final int FEW = 1_000;

    /**
     * Class counts of a split.
     *
     * @param name {@code train}, {@code validation} or {@code test}
     * @param counts number of images of each class, in the order of {@link ImageScan#CLASSES}
     */
    public record Split(String name, List<Integer> counts) {

        /** {@return the number of images of all classes} */
        public int total() {
            return counts.stream().mapToInt(Integer::intValue).sum();
        }

        /** {@return the label of the most frequent class; the first one of equally frequent classes} */
        public int majority() {
            return IntStream.range(0, counts.size())
                    .reduce((a, b) -> counts.get(b) > counts.get(a) ? b : a)
                    .orElseThrow();
        }

        private static Split of(String name, List<Sample> samples) {
            return new Split(
                    name,
                    IntStream.range(0, ImageScan.CLASSES.size())
                            .mapToObj(label -> (int) samples.stream()
                                    .filter(sample -> sample.label() == label)
                                    .count())
                            .toList());
        }
    }

    /**
     * Summarizes the images of a source and their splits.
     *
     * @param scan all usable images, at least one
     * @param splits how they are divided
     * @return the summary
     */
    public static DataSummary of(ScanResult scan, Splits splits) {
        List<Sample> all = scan.samples();
        return new DataSummary(
                List.of(
                        Split.of("train", splits.train()),
                        Split.of("validation", splits.validation()),
                        Split.of("test", splits.test())),
                all.size()
                        - splits.train().size()
                        - splits.validation().size()
                        - splits.test().size(),
                scan.skipped().counts(),
                Spread.of(all, Sample::width),
                Spread.of(all, Sample::height),
                Spread.of(all, sample -> (double) sample.width() * sample.height() / 1e6));
    }

    /** {@return the counts of the test split} */
    public Split test() {
        return splits.get(2);
    }

    /** {@return the accuracy, 0 to 1, of always predicting the most frequent class of the test split} */
    public double baseline() {
        return (double) test().counts().get(test().majority()) / test().total();
    }

    /** {@return warnings about data that makes scores unreliable, one sentence each; empty if no warning applies} */
    public List<String> warnings() {
        List<String> warnings = new ArrayList<>();
        if (splits.get(0).total() < FEW) {
            warnings.add("only " + images(splits.get(0)) + " to train on; use at least a few thousand");
        }
        for (Split split : splits) {
            if (split.total() > 0 && split.counts().get(split.majority()) == split.total()) {
                warnings.add("the " + split.name() + " split has " + images(split) + " but no "
                        + ImageScan.CLASSES.get(1 - split.majority()) + "; its accuracy is not meaningful");
            }
        }
        return warnings;
    }

    /** {@return why no network can be trained on these splits; empty if one can} */
    public Optional<String> obstacle() {
        for (Split split : splits) {
            if (split.total() == 0) {
                return Optional.of("the " + split.name() + " split has no images, and " + unused
                        + " images are in no split; images of the same content must fit into one split together");
            }
        }
        Split train = splits.get(0);
        return IntStream.range(0, train.counts().size())
                .filter(label -> train.counts().get(label) == 0)
                .mapToObj(label -> "the train split has " + images(train) + " but no " + ImageScan.CLASSES.get(label)
                        + "; each class needs images")
                .findFirst();
    }

    private static String images(Split split) {
        return split.total() == 1 ? "1 image" : split.total() + " images";
    }
}
