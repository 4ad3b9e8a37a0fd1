package io.pawstream.trainer.dataset;

import io.pawstream.cli.Console;
import io.pawstream.cli.CountProgress;
import io.pawstream.cli.Terminal;
import io.pawstream.onnx.dataset.DataSummary;
import io.pawstream.onnx.dataset.FileFilter;
import io.pawstream.onnx.dataset.ImageLayout;
import io.pawstream.onnx.dataset.ImageLoader;
import io.pawstream.onnx.dataset.PixelStore;
import io.pawstream.onnx.dataset.Sample;
import io.pawstream.onnx.dataset.ScanResult;
import io.pawstream.onnx.dataset.SplitSizes;
import io.pawstream.onnx.dataset.Splits;
import io.pawstream.sources.ImageSource;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Decodes the images of a source and divides them into splits. */
public final class DatasetReader {

    private final PixelStore store;
    private final int threads;
    private final Console console;

    /**
     * Creates a reader.
     *
     * @param store receives the pixels
     * @param threads number of decoding threads, at least 1
     * @param console receives progress lines, counts and warnings
     */
    public DatasetReader(PixelStore store, int threads, Console console) {
        this.store = store;
        this.threads = threads;
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
        ScanResult scan = scan(layout, source, source.isEndless() ? largest.total() : source.size(), filter);
        int images = scan.samples().size();
        try {
            SplitSizes sizes =
                    layout.sizes(scan.samples(), settings.trainSize(), settings.validationSize(), settings.testSize());
            Splits splits = layout.split(scan.samples(), sizes, settings.seed());
            console.out()
                    .printf(
                            "splits: %d train, %d validation, %d test%n",
                            splits.train().size(),
                            splits.validation().size(),
                            splits.test().size());
            DataSummary summary = DataSummary.of(layout.classes(), scan, splits);
            Stream.of(source.warning().stream(), scan.skipped().advice(images).stream(), summary.warnings().stream())
                    .flatMap(warnings -> warnings)
                    .forEach(console::warn);
            int drawn = (int) Math.round(settings.drawnShare() * sizes.train());
            return new Dataset(
                    store,
                    filter,
                    sizes,
                    splits,
                    drawn == 0 ? List.of() : draw(layout.classes(), drawn, settings.seed()),
                    summary);
        } catch (IllegalArgumentException e) {
            throw new IOException(scan.skipped().shortage(images, String.valueOf(e.getMessage())), e);
        }
    }

    /** Rejects invalid sizes before any image is read. */
    private static SplitSizes sizes(Supplier<SplitSizes> requested) throws IOException {
        try {
            return requested.get();
        } catch (IllegalArgumentException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    private ScanResult scan(ImageLayout layout, ImageSource source, int count, FileFilter filter) throws IOException {
        ScanResult scan;
        try (CountProgress progress = new CountProgress(
                console.out(), Terminal.isInteractive(), "reading images", CountProgress.Unit.FILES)) {
            scan = new ImageLoader(store, layout.classes(), threads, done -> progress.reached(done, count))
                    .load(layout.labeled(source), count, source.isEndless() ? FileFilter.DECODABLE : filter);
        }
        console.out().println(scan.summary());
        console.out().flush();
        return scan;
    }

    private List<Sample> draw(List<String> classes, int count, long seed) throws IOException {
        String what = ImageSource.DRAWN + ":" + String.join(",", classes).toLowerCase(Locale.ROOT);
        try (ImageSource source = ImageSource.open(what, Dataset.drawnSeed(seed))) {
            ScanResult drawn =
                    new ImageLoader(store, classes, threads, done -> {}).load(source, count, FileFilter.DECODABLE);
            console.out().println("drawn, for training only: " + drawn.summary());
            return drawn.samples();
        }
    }
}
