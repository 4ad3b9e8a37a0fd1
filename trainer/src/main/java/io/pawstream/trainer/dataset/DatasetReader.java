package io.pawstream.trainer.dataset;

import io.pawstream.cli.CountProgress;
import io.pawstream.cli.Terminal;
import io.pawstream.onnx.dataset.DataSummary;
import io.pawstream.onnx.dataset.FileFilter;
import io.pawstream.onnx.dataset.ImageLoader;
import io.pawstream.onnx.dataset.PixelStore;
import io.pawstream.onnx.dataset.Sample;
import io.pawstream.onnx.dataset.ScanResult;
import io.pawstream.onnx.dataset.SplitSizes;
import io.pawstream.onnx.dataset.Splits;
import io.pawstream.sources.DrawnSource;
import io.pawstream.sources.ImageSource;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.stream.Stream;

/** Decodes the images of a source and divides them into splits. */
public final class DatasetReader {

    private final PixelStore store;
    private final int threads;
    private final PrintWriter out;

    /**
     * Creates a reader.
     *
     * @param store receives the pixels
     * @param threads number of decoding threads, at least 1
     * @param out receives progress lines, counts and warnings
     */
    public DatasetReader(PixelStore store, int threads, PrintWriter out) {
        this.store = store;
        this.threads = threads;
        this.out = out;
    }

    /**
     * Reads a dataset.
     *
     * @param source the images
     * @param settings which images to use and how to divide them
     * @return the dataset
     * @throws IOException if there are too few usable images, or a split size is invalid
     */
    public Dataset read(ImageSource source, DatasetSettings settings) throws IOException {
        checkSizes(settings);
        ScanResult scan = scan(source, settings);
        int images = scan.samples().size();
        try {
            SplitSizes sizes = settings.sizes(images);
            Splits splits = Splits.of(scan.samples(), sizes, settings.seed());
            out.printf(
                    "splits: %d train, %d validation, %d test%n",
                    splits.train().size(),
                    splits.validation().size(),
                    splits.test().size());
            DataSummary summary = DataSummary.of(scan, splits);
            Stream.of(source.warning().stream(), scan.skipped().advice(images).stream(), summary.warnings().stream())
                    .flatMap(warnings -> warnings)
                    .forEach(warning -> out.println("warning: " + warning));
            out.flush();
            int drawn = (int) Math.round(settings.drawnShare() * sizes.train());
            return new Dataset(store, sizes, splits, drawn == 0 ? List.of() : draw(drawn, settings.seed()), summary);
        } catch (IllegalArgumentException e) {
            throw new IOException(scan.skipped().shortage(images, String.valueOf(e.getMessage())), e);
        }
    }

    /** Rejects invalid sizes before any image is read. */
    private static void checkSizes(DatasetSettings settings) throws IOException {
        try {
            settings.sizes(Integer.MAX_VALUE);
        } catch (IllegalArgumentException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    private ScanResult scan(ImageSource source, DatasetSettings settings) throws IOException {
        boolean endless = source.isEndless();
        int count = endless ? drawnImages(settings) : source.size();
        ScanResult scan;
        try (CountProgress progress =
                new CountProgress(out, Terminal.isInteractive(), "reading images", CountProgress.Unit.FILES)) {
            scan = new ImageLoader(store, threads, done -> progress.reached(done, count))
                    .load(source, count, endless ? FileFilter.DECODABLE : settings.filter());
        }
        out.println(scan.summary());
        out.flush();
        return scan;
    }

    private static int drawnImages(DatasetSettings settings) throws IOException {
        try {
            return settings.sizes(Integer.MAX_VALUE).total();
        } catch (IllegalArgumentException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    private List<Sample> draw(int count, long seed) throws IOException {
        try (ImageSource source = new DrawnSource(Dataset.drawnSeed(seed))) {
            ScanResult drawn = new ImageLoader(store, threads, done -> {}).load(source, count, FileFilter.DECODABLE);
            out.println("drawn, for training only: " + drawn.summary());
            return drawn.samples();
        }
    }
}
