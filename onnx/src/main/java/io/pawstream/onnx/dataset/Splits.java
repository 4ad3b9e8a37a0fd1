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
        requireEnough(samples, sizes.total());
        List<List<Sample>> splits =
                fill(shuffled(samples, seed), List.of(sizes.train(), sizes.validation(), sizes.test()));
        return new Splits(splits.get(0), splits.get(1), splits.get(2));
    }

    /**
     * Divides images so that each part has about the same share of each class. Images of the same content go together
     * into the first part with room for all of them.
     *
     * @param samples the images
     * @param sizes sizes of the parts
     * @param seed seed of the shuffle
     * @return the parts
     * @throws IllegalArgumentException if there are fewer images than the sum of the sizes
     */
    static List<List<Sample>> stratified(Collection<Sample> samples, List<Integer> sizes, long seed) {
        requireEnough(samples, sizes.stream().mapToInt(Integer::intValue).sum());
        List<Place> places = new ArrayList<>();
        shuffled(samples, seed).stream()
                .collect(Collectors.groupingBy(same -> same.get(0).label(), TreeMap::new, Collectors.toList()))
                .values()
                .forEach(ofClass -> {
                    for (int i = 0; i < ofClass.size(); i++) {
                        places.add(new Place(ofClass.get(i), (i + 0.5) / ofClass.size()));
                    }
                });
        places.sort(Comparator.comparingDouble(Place::position));
        return fill(places.stream().map(Place::same).toList(), sizes);
    }

    /** Images of the same content, and where they are among those of their class, 0 to 1. */
    private record Place(List<Sample> same, double position) {}

    /** {@return the images by content, in an order that depends on their names and the seed} */
    private static List<List<Sample>> shuffled(Collection<Sample> samples, long seed) {
        TreeMap<String, List<Sample>> byName = samples.stream()
                .sorted(Comparator.comparing(Sample::name))
                .collect(Collectors.groupingBy(Sample::contentSha256, TreeMap::new, Collectors.toList()));
        List<List<Sample>> contents = new ArrayList<>(byName.values());
        contents.sort(Comparator.comparing(same -> same.get(0).name()));
        Collections.shuffle(contents, new Random(seed));
        return contents;
    }

    private static List<List<Sample>> fill(List<List<Sample>> contents, List<Integer> sizes) {
        List<List<Sample>> splits =
                sizes.stream().<List<Sample>>map(size -> new ArrayList<>()).toList();
        for (List<Sample> same : contents) {
            for (int split = 0; split < sizes.size(); split++) {
                if (splits.get(split).size() + same.size() <= sizes.get(split)) {
                    splits.get(split).addAll(same);
                    break;
                }
            }
        }
        return splits;
    }

    private static void requireEnough(Collection<Sample> samples, int needed) {
        if (samples.size() < needed) {
            throw new IllegalArgumentException("not enough images for the splits: " + samples.size() + ", needed: "
                    + needed + "; set smaller sizes with --train-size, --validation-size and --test-size");
        }
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
