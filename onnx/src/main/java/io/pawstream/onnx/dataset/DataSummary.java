package io.pawstream.onnx.dataset;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.stream.IntStream;

/**
 * What there is to train on, in numbers.
 *
 * @param splits how many images of each class stand in train, validation and test
 * @param unused images that count and stand in no split
 * @param skipped number of files that do not count, by reason
 * @param width width of the images in their files, in pixels
 * @param height height of the images in their files, in pixels
 * @param megapixels width times height, in millions
 */
public record DataSummary(
        List<Split> splits,
        int unused,
        SortedMap<String, Integer> skipped,
        Spread width,
        Spread height,
        Spread megapixels) {

    /** Images to train on, below which a network learns little. */
    private static final int FEW = 1_000;

    /**
     * A split.
     *
     * @param name {@code train}, {@code validation} or {@code test}
     * @param counts number of images of each class, in the order of {@link PhotoScan#CLASSES}
     */
    public record Split(String name, List<Integer> counts) {

        /** Images of all classes. */
        public int total() {
            return counts.stream().mapToInt(Integer::intValue).sum();
        }

        /** Label of the class that most of its images have, the first of equals. */
        public int majority() {
            return IntStream.range(0, counts.size())
                    .reduce((a, b) -> counts.get(b) > counts.get(a) ? b : a)
                    .orElseThrow();
        }

        private static Split of(String name, List<Sample> samples) {
            return new Split(
                    name,
                    IntStream.range(0, PhotoScan.CLASSES.size())
                            .mapToObj(label -> (int) samples.stream()
                                    .filter(sample -> sample.label() == label)
                                    .count())
                            .toList());
        }
    }

    /** The summary of images that were divided. */
    public static DataSummary of(Photos photos, Splits splits) {
        List<Sample> all = photos.samples();
        return new DataSummary(
                List.of(
                        Split.of("train", splits.train()),
                        Split.of("validation", splits.validation()),
                        Split.of("test", splits.test())),
                all.size()
                        - splits.train().size()
                        - splits.validation().size()
                        - splits.test().size(),
                photos.skipped(),
                Spread.of(all, Sample::width),
                Spread.of(all, Sample::height),
                Spread.of(all, sample -> (double) sample.width() * sample.height() / 1e6));
    }

    /** What is scored at the end. */
    public Split test() {
        return splits.get(2);
    }

    /** The accuracy on the test split of answering, without a look, the class that most of its images have. */
    public double baseline() {
        return (double) test().counts().get(test().majority()) / test().total();
    }

    /** What a user should know before believing a score, a sentence each; nothing if all is well. */
    public List<String> warnings() {
        List<String> warnings = new ArrayList<>();
        if (splits.get(0).total() < FEW) {
            warnings.add(
                    "only " + images(splits.get(0)) + " to train on; a network needs some thousands to learn much");
        }
        for (Split split : splits) {
            if (split.counts().get(split.majority()) == split.total()) {
                warnings.add("the " + split.name() + " split has " + images(split) + ", none of a "
                        + PhotoScan.CLASSES.get(1 - split.majority()) + "; its accuracy says little");
            }
        }
        return warnings;
    }

    private static String images(Split split) {
        return split.total() == 1 ? "1 image" : split.total() + " images";
    }
}
