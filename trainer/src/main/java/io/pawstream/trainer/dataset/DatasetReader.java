package io.pawstream.trainer.dataset;

import io.pawstream.cli.Console;
import io.pawstream.onnx.dataset.DataSummary;
import io.pawstream.onnx.dataset.FileFilter;
import io.pawstream.onnx.dataset.ImageLayout;
import io.pawstream.onnx.dataset.PixelStore;
import io.pawstream.onnx.dataset.Sample;
import io.pawstream.onnx.dataset.ScanResult;
import io.pawstream.onnx.dataset.SplitSizes;
import io.pawstream.onnx.dataset.Splits;
import io.pawstream.sources.ImageSource;
import io.pawstream.trainer.dataset.Dataset.Addition;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Decodes the images of a source and divides them into splits. */
public final class DatasetReader {

    private final Scan scan;
    private final Scan trainingScan;
    private final Console console;

    /**
     * Creates a reader.
     *
     * @param store receives the pixels of the splits
     * @param training receives the pixels to train on; the same store, or one for images of another size
     * @param threads number of decoding threads, at least 1
     * @param console receives progress lines, counts and warnings
     */
    public DatasetReader(PixelStore store, PixelStore training, int threads, Console console) {
        this.scan = new Scan(store, threads, console);
        this.trainingScan = new Scan(training, threads, console);
        this.console = console;
    }

    /**
     * Reads a dataset.
     *
     * @param source the images
     * @param settings which images to use and how to divide them
     * @return the dataset
     * @throws IOException if there are no folders of at least two classes, there are too few usable images, or a split
     *     size is invalid
     */
    public Dataset read(ImageSource source, DatasetSettings settings) throws IOException {
        SplitSizes largest = sizes(settings::sizes);
        ImageLayout layout = ImageLayout.of(source);
        FileFilter filter = settings.filter() == null ? layout.filter() : settings.filter();
        boolean endless = source.isEndless();
        FileFilter used = endless ? FileFilter.DECODABLE : filter;
        int[] files =
                IntStream.range(0, endless ? largest.total() : source.size()).toArray();
        ScanResult read = scan.of(source, layout, layout.classes(), files, used);
        console.out().println(read.summary());
        console.out().flush();
        int images = read.samples().size();
        try {
            SplitSizes sizes =
                    layout.sizes(read.samples(), settings.trainSize(), settings.validationSize(), settings.testSize());
            Splits splits = layout.split(read.samples(), sizes, settings.seed());
            console.out()
                    .printf(
                            "splits: %d train, %d validation, %d test%n",
                            splits.train().size(),
                            splits.validation().size(),
                            splits.test().size());
            DataSummary summary = DataSummary.of(layout.classes(), read, splits);
            Stream.of(source.warning().stream(), read.skipped().advice(images).stream(), summary.warnings().stream())
                    .flatMap(warnings -> warnings)
                    .forEach(console::warn);
            List<Sample> trained = scan.equals(trainingScan)
                    ? splits.train()
                    : again(
                            splits.train(),
                            indices -> trainingScan.of(source, layout, layout.classes(), indices, used),
                            source,
                            files);
            List<Addition> additions =
                    additions(new AdditionReader(trainingScan, layout.classes()), sizes, splits, settings);
            return new Dataset(
                    scan.store(),
                    filter,
                    sizes,
                    splits,
                    new LabeledImages(trainingScan.store(), trained),
                    additions,
                    summary);
        } catch (IllegalArgumentException e) {
            throw new IOException(read.skipped().shortage(images, String.valueOf(e.getMessage())), e);
        }
    }

    private interface Reading {
        ScanResult of(int[] indices) throws IOException;
    }

    /** {@return the same images in the same order, decoded again in another size} */
    private static List<Sample> again(List<Sample> images, Reading reading, ImageSource source, int[] files)
            throws IOException {
        Set<String> names = images.stream().map(Sample::name).collect(Collectors.toSet());
        int[] indices = Arrays.stream(files)
                .filter(index -> names.contains(source.get(index).name()))
                .toArray();
        Map<String, Sample> byName =
                reading.of(indices).samples().stream().collect(Collectors.toMap(Sample::name, Function.identity()));
        return images.stream()
                .map(image -> Objects.requireNonNull(byName.get(image.name()), image.name()))
                .toList();
    }

    private static List<Addition> additions(
            AdditionReader reader, SplitSizes sizes, Splits splits, DatasetSettings settings) throws IOException {
        List<Addition> additions = new ArrayList<>(reader.more(settings.more(), settings.filter(), splits));
        int photos = sizes.train()
                + additions.stream()
                        .mapToInt(addition -> addition.images().size())
                        .sum();
        int drawn = (int) Math.round(settings.drawnShare() * photos);
        if (drawn > 0) {
            additions.add(reader.drawn(drawn, settings.seed()));
        }
        return additions;
    }

    /** Rejects invalid sizes before any image is read. */
    private static SplitSizes sizes(Supplier<SplitSizes> requested) throws IOException {
        try {
            return requested.get();
        } catch (IllegalArgumentException e) {
            throw new IOException(e.getMessage(), e);
        }
    }
}
