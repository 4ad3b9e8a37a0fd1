package io.pawstream.onnx.dataset;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Statistics of the images of a training.
 *
 * @param classes names of the classes
 * @param splits number of images of each class in train, validation and test, in this order
 * @param unused number of usable images that are in no split
 * @param skipped number of skipped files by reason
 * @param width width of the images as stored, in pixels
 * @param height height of the images as stored, in pixels
 * @param megapixels width times height, in millions
 */
public record DataSummary(
        List<String> classes,
        List<Split> splits,
        int unused,
        SortedMap<String, Integer> skipped,
        Spread width,
        Spread height,
        Spread megapixels) {

    /** Number of training images below which a warning is issued. */
    private static final int FEW = 1_000;

    /** Number of images of a class below which a warning is issued: a tenth of them is less than one. */
    private static final int FEW_OF_CLASS = 10;

    /** Largest ratio between the images of two classes without a warning. */
    private static final int MAX_IMBALANCE = 10;

    /** Maximum number of names in a sentence. */
    private static final int MAX_NAMES = 5;

    /**
     * Class counts of a split.
     *
     * @param name {@code train}, {@code validation} or {@code test}
     * @param counts number of images of each class, in the order of {@link #classes}
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

        private static Split of(String name, int classes, List<Sample> samples) {
            int[] counts = new int[classes];
            samples.forEach(sample -> counts[sample.label()]++);
            return new Split(name, Arrays.stream(counts).boxed().toList());
        }
    }

    /**
     * Summarizes the images of a source and their splits.
     *
     * @param classes names of the classes, in the order of their labels
     * @param scan all usable images, at least one
     * @param splits how they are divided
     * @return the summary
     */
    public static DataSummary of(List<String> classes, ScanResult scan, Splits splits) {
        List<Sample> all = scan.samples();
        return new DataSummary(
                List.copyOf(classes),
                List.of(
                        Split.of("train", classes.size(), splits.train()),
                        Split.of("validation", classes.size(), splits.validation()),
                        Split.of("test", classes.size(), splits.test())),
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
            if (split.total() > 0) {
                missing(split)
                        .ifPresent(classes -> warnings.add("the " + split.name() + " split has " + images(split)
                                + " but no " + classes + "; its accuracy is not meaningful"));
            }
        }
        few().ifPresent(warnings::add);
        imbalance().ifPresent(warnings::add);
        return warnings;
    }

    /** {@return the number of images of a class in all splits} */
    private int images(int label) {
        return splits.stream().mapToInt(split -> split.counts().get(label)).sum();
    }

    private Optional<String> few() {
        List<String> few = IntStream.range(0, classes.size())
                .filter(label -> images(label) > 0 && images(label) < FEW_OF_CLASS)
                .mapToObj(label -> classes.get(label) + " (" + images(label) + ")")
                .toList();
        return names(few)
                .map(names -> "fewer than " + FEW_OF_CLASS + " images of " + names
                        + "; their recall is not meaningful, add images");
    }

    private Optional<String> imbalance() {
        List<Integer> sorted = IntStream.range(0, classes.size())
                .boxed()
                .sorted(Comparator.comparing(this::images))
                .toList();
        int smallest = sorted.get(0);
        int largest = sorted.get(sorted.size() - 1);
        return images(smallest) == 0 || images(largest) <= MAX_IMBALANCE * images(smallest)
                ? Optional.empty()
                : Optional.of("the classes are imbalanced: " + images(largest) + " images of " + classes.get(largest)
                        + ", " + images(smallest) + " of " + classes.get(smallest)
                        + "; the model prefers frequent classes, so add images of the others and compare the recall of"
                        + " each class");
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
        return missing(train)
                .map(classes ->
                        "the train split has " + images(train) + " but no " + classes + "; each class needs images");
    }

    /** {@return the names of the first classes without images; empty if each class has some} */
    private Optional<String> missing(Split split) {
        List<String> missing = IntStream.range(0, classes.size())
                .filter(label -> split.counts().get(label) == 0)
                .mapToObj(classes::get)
                .toList();
        return names(missing);
    }

    private static Optional<String> names(List<String> all) {
        if (all.isEmpty()) {
            return Optional.empty();
        }
        String names = all.stream().limit(MAX_NAMES).collect(Collectors.joining(", "));
        return Optional.of(
                all.size() > MAX_NAMES ? names + " and " + (all.size() - MAX_NAMES) + " other classes" : names);
    }

    private static String images(Split split) {
        return split.total() == 1 ? "1 image" : split.total() + " images";
    }
}
