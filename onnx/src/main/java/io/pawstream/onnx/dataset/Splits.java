package io.pawstream.onnx.dataset;

import io.pawstream.model.Training;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Images divided into three splits. Images of the same content are always in the same split.
 *
 * @param train images to fit the weights to
 * @param validation images to select epochs and options on
 * @param test images of the final score
 */
public record Splits(List<Sample> train, List<Sample> validation, List<Sample> test) {

    /**
     * Divides images: sorts them by name, shuffles them with a seed, and fills train, validation and test in this
     * order. Images of the same content go together into the first split with room for all of them.
     *
     * @param samples the images
     * @param sizes sizes of the splits
     * @param seed seed of the shuffle
     * @return the splits
     * @throws IllegalArgumentException if there are fewer images than {@code sizes.total()}
     */
    public static Splits of(Collection<Sample> samples, SplitSizes sizes, long seed) {
        if (samples.size() < sizes.total()) {
            throw new IllegalArgumentException("not enough images for the splits: " + samples.size()
                    + ", needed: " + sizes.total()
                    + "; set smaller sizes with --train-size, --validation-size and --test-size");
        }
        TreeMap<String, List<Sample>> byName = samples.stream()
                .sorted(Comparator.comparing(Sample::name))
                .collect(Collectors.groupingBy(Sample::contentSha256, TreeMap::new, Collectors.toList()));
        List<List<Sample>> contents = new ArrayList<>(byName.values());
        contents.sort(Comparator.comparing(same -> same.get(0).name()));
        Collections.shuffle(contents, new Random(seed));

        int[] limits = {sizes.train(), sizes.validation(), sizes.test()};
        List<List<Sample>> splits = List.of(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        for (List<Sample> same : contents) {
            for (int split = 0; split < limits.length; split++) {
                if (splits.get(split).size() + same.size() <= limits[split]) {
                    splits.get(split).addAll(same);
                    break;
                }
            }
        }
        return new Splits(splits.get(0), splits.get(1), splits.get(2));
    }

    /**
     * Returns the description of a split for the model card.
     *
     * @param split the images of the split
     * @return their number, and SHA-256 over their sorted names, each followed by a line feed
     */
    public static Training.Split describe(List<Sample> split) {
        String names = split.stream()
                .map(Sample::name)
                .sorted()
                .map(name -> name + "\n")
                .collect(Collectors.joining());
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(names.getBytes(StandardCharsets.UTF_8));
            return new Training.Split(split.size(), HexFormat.of().formatHex(hash));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256 is not available", e);
        }
    }
}
