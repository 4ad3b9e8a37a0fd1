package io.pawstream.trainer.dataset;

import io.pawstream.onnx.dataset.FileFilter;
import io.pawstream.onnx.dataset.ImageLayout;
import io.pawstream.onnx.dataset.Sample;
import io.pawstream.onnx.dataset.ScanResult;
import io.pawstream.onnx.dataset.Splits;
import io.pawstream.sources.ImageSource;
import io.pawstream.trainer.dataset.Dataset.Addition;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Reads images that are added to the training split. */
final class AdditionReader {

    private final Scan scan;
    private final List<String> classes;

    AdditionReader(Scan scan, List<String> classes) {
        this.scan = scan;
        this.classes = classes;
    }

    /**
     * Reads more images. Those whose content is in a split or in an earlier source are dropped and counted.
     *
     * @param sources paths of folders and zip files
     * @param filter which files to use; absent for the default of each source
     * @param splits the images that are in use
     * @return the images of each source
     * @throws IOException if a source cannot be read, has other classes, is endless, or two have the same name
     */
    List<Addition> more(List<String> sources, @Nullable FileFilter filter, Splits splits) throws IOException {
        requireDistinct(sources);
        Set<String> trained = contents(splits.train());
        Set<String> heldOut = contents(splits.validation());
        heldOut.addAll(contents(splits.test()));
        List<Addition> additions = new ArrayList<>();
        for (String what : sources) {
            ScanResult read = read(what, filter, content -> !heldOut.contains(content) && !trained.contains(content));
            List<Sample> used = new ArrayList<>();
            int inHeldOut = 0;
            for (Sample image : read.samples()) {
                if (heldOut.contains(image.contentSha256())) {
                    inHeldOut++;
                } else if (trained.add(image.contentSha256())) {
                    used.add(image);
                }
            }
            scan.console()
                    .out()
                    .printf(
                            "more data, for training only: %s%n%d images of %s added, %d dropped: %d are in the"
                                    + " validation or test split, %d in the training split%n",
                            read.summary(),
                            used.size(),
                            ImageSource.name(what),
                            read.samples().size() - used.size(),
                            inHeldOut,
                            read.samples().size() - used.size() - inHeldOut);
            additions.add(new Addition("more-data " + ImageSource.name(what), used));
        }
        return additions;
    }

    private static Set<String> contents(Collection<Sample> images) {
        return images.stream().map(Sample::contentSha256).collect(Collectors.toCollection(HashSet::new));
    }

    /** Model cards list sources by name. */
    private static void requireDistinct(List<String> sources) throws IOException {
        Set<String> names = new HashSet<>();
        for (String what : sources) {
            if (!names.add(ImageSource.name(what))) {
                throw new IOException("--more-data has two sources with the name \"" + ImageSource.name(what)
                        + "\", under which model cards list them; rename one of them");
            }
        }
    }

    private ScanResult read(String what, @Nullable FileFilter filter, Predicate<String> stored) throws IOException {
        if (ImageSource.isDrawn(what)) {
            throw new IOException("--more-data is \"" + what
                    + "\"; it must be a directory, a zip file or \"published\", and --drawn-share adds drawn images");
        }
        try (ImageSource source = ImageSource.open(what, 0)) {
            ImageLayout layout = ImageLayout.of(source);
            ScanResult read = scan.of(
                    source,
                    layout,
                    classes,
                    IntStream.range(0, source.size()).toArray(),
                    filter == null ? layout.filter() : filter,
                    stored);
            source.warning().ifPresent(scan.console()::warn);
            return read;
        }
    }

    /**
     * Draws images of the classes.
     *
     * @param count number of images, at least 1
     * @param seed seed of the training
     * @return the images
     * @throws IOException if a class cannot be drawn
     */
    Addition drawn(int count, long seed) throws IOException {
        String what = ImageSource.DRAWN + ":" + String.join(",", classes).toLowerCase(Locale.ROOT);
        try (ImageSource source = ImageSource.open(what, Dataset.drawnSeed(seed))) {
            ScanResult drawn = scan.of(
                    source,
                    ImageLayout.of(source),
                    classes,
                    IntStream.range(0, count).toArray(),
                    FileFilter.DECODABLE);
            scan.console().out().println("drawn, for training only: " + drawn.summary());
            return new Addition(Dataset.DRAWN, drawn.samples());
        }
    }
}
