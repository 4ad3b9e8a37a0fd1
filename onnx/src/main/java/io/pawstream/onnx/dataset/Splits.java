package io.pawstream.onnx.dataset;

import io.pawstream.model.ModelCard;
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
 * Images divided for training, for choosing, and for the one final score. The same content never stands in two splits.
 *
 * @param train what the weights are fitted to
 * @param validation what epochs and options are chosen on
 * @param test what is scored once, at the end
 */
public record Splits(List<Sample> train, List<Sample> validation, List<Sample> test) {

    /**
     * Divides images: sorted by name, shuffled with a seed, and dealt in turn to train, validation and test. Images of
     * the same content go together into the first split that has room for all of them.
     *
     * @throws IllegalArgumentException if there are fewer images than the sizes ask for
     */
    public static Splits of(Collection<Sample> samples, SplitSizes sizes, long seed) {
        if (samples.size() < sizes.total()) {
            throw new IllegalArgumentException("the splits need " + sizes.total() + " images, but only "
                    + samples.size() + " count; ask for fewer with --train-size, --validation-size and --test-size");
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

    /** What the model card says of a split: its fingerprint is SHA-256 over its sorted names, each with a line feed. */
    public static ModelCard.Split describe(List<Sample> split) {
        String names = split.stream()
                .map(Sample::name)
                .sorted()
                .map(name -> name + "\n")
                .collect(Collectors.joining());
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(names.getBytes(StandardCharsets.UTF_8));
            return new ModelCard.Split(split.size(), HexFormat.of().formatHex(hash));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
