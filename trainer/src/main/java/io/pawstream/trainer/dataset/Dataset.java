package io.pawstream.trainer.dataset;

import io.pawstream.cli.CountProgress;
import io.pawstream.cli.Terminal;
import io.pawstream.model.ModelCard;
import io.pawstream.onnx.command.SourceOption;
import io.pawstream.onnx.dataset.DataSummary;
import io.pawstream.onnx.dataset.Keep;
import io.pawstream.onnx.dataset.PhotoLoader;
import io.pawstream.onnx.dataset.Photos;
import io.pawstream.onnx.dataset.PixelStore;
import io.pawstream.onnx.dataset.Sample;
import io.pawstream.onnx.dataset.SplitSizes;
import io.pawstream.onnx.dataset.Splits;
import io.pawstream.sources.DrawnSource;
import io.pawstream.sources.ImageSource;
import io.pawstream.trainer.command.DataOptions;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Everything a training needs of its images.
 *
 * @param store their pixels
 * @param sizes sizes of the splits of photos
 * @param photos the splits of photos
 * @param drawn drawn images, which are trained on beside the photos
 * @param summary the photos in numbers
 */
public record Dataset(PixelStore store, SplitSizes sizes, Splits photos, List<Sample> drawn, DataSummary summary) {

    /** Reads and divides a source; {@code drawnShare} is the number of drawn images per photo to train on. */
    public static Dataset read(
            SourceOption data,
            DataOptions options,
            double drawnShare,
            long seed,
            int threads,
            PixelStore store,
            PrintWriter out)
            throws IOException {
        Photos photos = readPhotos(data, options, seed, threads, store, out);
        SplitSizes sizes = options.sizes(photos.samples().size());
        Splits splits = Splits.of(photos.samples(), sizes, seed);
        out.printf(
                "splits: %d train, %d validation, %d test%n",
                splits.train().size(), splits.validation().size(), splits.test().size());
        DataSummary summary = DataSummary.of(photos, splits);
        summary.warnings().forEach(warning -> out.println("warning: " + warning));
        out.flush();
        int drawnCount = (int) Math.round(drawnShare * sizes.train());
        if (drawnCount == 0) {
            return new Dataset(store, sizes, splits, List.of(), summary);
        }
        try (ImageSource source = new DrawnSource(drawnSeed(seed))) {
            Photos drawn = new PhotoLoader(store, threads, done -> {}).load(source, drawnCount, Keep.DECODABLE);
            out.println("drawn, for training only: " + drawn.summary());
            return new Dataset(store, sizes, splits, drawn.samples(), summary);
        }
    }

    /** Reads all images of a source that count, and says what was skipped. */
    static Photos readPhotos(
            SourceOption data, DataOptions options, long seed, int threads, PixelStore store, PrintWriter out)
            throws IOException {
        try (ImageSource source = data.open(seed)) {
            boolean endless = source.isEndless();
            int count = endless ? options.sizes(Integer.MAX_VALUE).total() : source.size();
            Photos photos;
            try (CountProgress progress =
                    new CountProgress(out, Terminal.isThere(), "reading " + data, CountProgress.Unit.FILES)) {
                photos = new PhotoLoader(store, threads, done -> progress.reached(done, count))
                        .load(source, count, endless ? Keep.DECODABLE : options.keep);
            }
            out.println(photos.summary());
            out.flush();
            return photos;
        }
    }

    /** Other drawings than those of small seeds, which demos show: what is shown must not be what was trained on. */
    public static long drawnSeed(long seed) {
        return seed + 0x7061_7773L;
    }

    /** The splits to train with. */
    public Splits training() {
        List<Sample> train =
                Stream.concat(photos.train().stream(), drawn.stream()).toList();
        return new Splits(train, photos.validation(), photos.test());
    }

    /** What the model card says of the splits. */
    public Map<String, ModelCard.Split> describe() {
        Map<String, ModelCard.Split> splits = new LinkedHashMap<>();
        splits.put("train", Splits.describe(photos.train()));
        splits.put("validation", Splits.describe(photos.validation()));
        splits.put("test", Splits.describe(photos.test()));
        if (!drawn.isEmpty()) {
            splits.put("drawn", Splits.describe(drawn));
        }
        return splits;
    }
}
