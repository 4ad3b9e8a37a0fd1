package io.pawstream.onnx.dataset;

import io.pawstream.sources.ImageSource;
import java.io.IOException;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A folder for each class, {@code root/CLASS/}, or for each split and class, {@code root/train/CLASS/} with {@code
 * validation} and {@code test} beside it (torchvision's {@code ImageFolder}). The images of a missing split are a tenth
 * of the training images, with the same share of each class.
 *
 * @param classes names of the classes, sorted
 * @param depth number of folders above those of the classes
 * @param divided whether the last one of them is a split
 * @param isExercise whether this is the published archive
 */
record FolderLayout(List<String> classes, int depth, boolean divided, boolean isExercise) implements ImageLayout {

    private static final Map<String, SplitName> SPLITS = Map.of(
            "train", SplitName.TRAIN,
            "val", SplitName.VALIDATION,
            "valid", SplitName.VALIDATION,
            "validation", SplitName.VALIDATION,
            "test", SplitName.TEST);

    /** The folders of the published archive. */
    private static final List<String> EXERCISE = List.of("PetImages/Cat", "PetImages/Dog");

    /** A missing split gets one of this number of training images. */
    private static final int PARTS = 10;

    /**
     * Finds the classes.
     *
     * @param source the images
     * @return the layout
     * @throws IOException if there are no folders of at least two classes; the message states what to do
     */
    static FolderLayout of(ImageSource source) throws IOException {
        FolderTree tree = FolderTree.of(source);
        int root = tree.root();
        boolean divided = tree.images().stream()
                .anyMatch(path -> path.size() > root + 2 && splitOf(path.get(root)) == SplitName.TRAIN);
        FolderLayout layout = new FolderLayout(List.of(), divided ? root + 1 : root, divided, false);
        List<List<String>> images =
                tree.images().stream().filter(layout::isBelowClass).toList();
        List<String> classes = images.stream()
                .map(path -> path.get(layout.depth))
                .distinct()
                .sorted()
                .toList();
        FolderCheck check = new FolderCheck(tree, layout.depth, classes);
        check.requireNotFlat();
        check.requireNotNested(images);
        check.requireImages(tree.others().stream().filter(layout::isBelowClass).toList());
        check.requireTwo();
        check.requireNames();
        List<String> folders = images.stream()
                .map(path -> String.join("/", path.subList(Math.max(layout.depth - 1, 0), layout.depth + 1)))
                .distinct()
                .sorted()
                .toList();
        return new FolderLayout(classes, layout.depth, divided, folders.equals(EXERCISE));
    }

    private static @Nullable SplitName splitOf(String folder) {
        return SPLITS.get(folder.toLowerCase(Locale.ROOT));
    }

    /** {@return whether a file is in a class folder or in a folder within one} */
    private boolean isBelowClass(List<String> path) {
        return path.size() > depth + 1 && (!divided || splitOf(path.get(depth - 1)) != null);
    }

    private Optional<String> label(String name) {
        List<String> path = FolderTree.parts(name);
        return isBelowClass(path) && path.size() == depth + 2 ? Optional.of(path.get(depth)) : Optional.empty();
    }

    @Override
    public FileFilter filter() {
        return FileFilter.DECODABLE;
    }

    @Override
    public ImageSource labeled(ImageSource source) {
        return new LabeledSource(source, this::label);
    }

    /** {@return the images by the split of their folder; all in train if the folders are no splits} */
    private Map<SplitName, List<Sample>> bySplit(List<Sample> samples) {
        return samples.stream()
                .collect(Collectors.groupingBy(
                        sample -> {
                            SplitName split = divided
                                    ? splitOf(FolderTree.parts(sample.name()).get(depth - 1))
                                    : null;
                            return split == null ? SplitName.TRAIN : split;
                        },
                        () -> new EnumMap<>(SplitName.class),
                        Collectors.toList()));
    }

    @Override
    public SplitSizes sizes(
            List<Sample> samples, @Nullable Integer train, @Nullable Integer validation, @Nullable Integer test) {
        Map<SplitName, List<Sample>> given = bySplit(samples);
        int all = given.getOrDefault(SplitName.TRAIN, List.of()).size();
        int part = Math.max(1, (int) Math.round(all / (double) PARTS));
        int validationSize = validation != null ? validation : size(given, SplitName.VALIDATION, part);
        int testSize = test != null ? test : size(given, SplitName.TEST, part);
        int rest = all
                - (given.containsKey(SplitName.VALIDATION) ? 0 : validationSize)
                - (given.containsKey(SplitName.TEST) ? 0 : testSize);
        if (train == null && rest < 1) {
            throw new IllegalArgumentException("not enough images for the splits: " + samples.size()
                    + "; add images, or set smaller sizes with --validation-size and --test-size");
        }
        return new SplitSizes(train != null ? train : rest, validationSize, testSize);
    }

    private static int size(Map<SplitName, List<Sample>> given, SplitName split, int part) {
        List<Sample> images = given.get(split);
        return images == null ? part : images.size();
    }

    @Override
    public Splits split(List<Sample> samples, SplitSizes sizes, long seed) {
        Map<SplitName, List<Sample>> given = bySplit(samples);
        Map<SplitName, List<SplitName>> parts = Stream.of(SplitName.values())
                .collect(Collectors.groupingBy(split -> given.containsKey(split) ? split : SplitName.TRAIN));
        Map<SplitName, List<Sample>> splits = new EnumMap<>(SplitName.class);
        parts.forEach((folder, names) -> {
            List<List<Sample>> divided = Splits.stratified(
                    given.getOrDefault(folder, List.of()),
                    names.stream().map(sizes::of).toList(),
                    seed);
            for (int i = 0; i < names.size(); i++) {
                splits.put(names.get(i), divided.get(i));
            }
        });
        return new Splits(
                splits.getOrDefault(SplitName.TRAIN, List.of()),
                splits.getOrDefault(SplitName.VALIDATION, List.of()),
                splits.getOrDefault(SplitName.TEST, List.of()));
    }
}
