package io.pawstream.onnx.command;

import io.pawstream.cli.CountProgress;
import io.pawstream.cli.Terminal;
import io.pawstream.model.ModelCard;
import io.pawstream.model.ModelDirectory;
import io.pawstream.model.ModelException;
import io.pawstream.onnx.dataset.DataSummary;
import io.pawstream.onnx.dataset.Keep;
import io.pawstream.onnx.dataset.PhotoScan;
import io.pawstream.onnx.dataset.Photos;
import io.pawstream.onnx.dataset.Sample;
import io.pawstream.onnx.dataset.SplitSizes;
import io.pawstream.onnx.dataset.Splits;
import io.pawstream.onnx.evaluation.LabelledPrediction;
import io.pawstream.onnx.evaluation.Score;
import io.pawstream.onnx.evaluation.SourcePredictions;
import io.pawstream.onnx.image.ImageSheet;
import io.pawstream.onnx.image.RgbImage;
import io.pawstream.onnx.report.DataResult;
import io.pawstream.onnx.report.Mistakes;
import io.pawstream.onnx.report.ModelResult;
import io.pawstream.onnx.report.Pixels;
import io.pawstream.onnx.report.PublishedAccuracy;
import io.pawstream.onnx.report.Throughput;
import io.pawstream.onnx.report.Thumbnail;
import io.pawstream.sources.ImageSource;
import io.pawstream.vision.image.ImageSize;
import io.pawstream.vision.inference.InferenceException;
import io.pawstream.vision.inference.OnnxModel;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Scores models for a report, each on its own test split; images that several divide in one way are read once. */
final class ReportScores {

    private static final int MISTAKES = 8;
    private static final int EXAMPLES = 3;
    private static final Duration ROUND = Duration.ofMillis(300);

    private final SourceOption data;
    private final int threads;
    private final PrintWriter out;
    private final Map<Division, Divided> divisions = new LinkedHashMap<>();

    /** What decides which image stands where. */
    private record Division(long seed, Keep keep, SplitSizes sizes, ImageSize size) {}

    private record Divided(
            Photos photos,
            DataSummary summary,
            Map<String, ModelCard.Split> fingerprints,
            BufferedImage examples,
            List<String> models) {}

    ReportScores(SourceOption data, int threads, PrintWriter out) {
        this.data = data;
        this.threads = threads;
        this.out = out;
    }

    /**
     * Scores a model.
     *
     * @throws IOException if its card does not say how it was trained, or it was trained with other images
     */
    ModelResult score(ModelDirectory model) throws IOException, ModelException {
        ModelCard card = model.card();
        CardSplit split = new CardSplit(card);
        if (card.training().history() == null || card.training().history().isEmpty()) {
            throw new IOException("the card of " + card.name() + " has no history of its training");
        }
        ImageSize size = new ImageSize(card.inputWidth(), card.inputHeight());
        out.println(card.name() + ", version " + card.version());
        try (ImageSource source = data.open(split.seed());
                OnnxModel network = OnnxModel.load(model.onnx(), size)) {
            Map<String, Sample> test = test(split, source, size, card).stream()
                    .collect(Collectors.toMap(Sample::name, Function.identity()));
            List<LabelledPrediction> predictions = classify(network, source, test);
            List<Thumbnail> mistakes = new ArrayList<>();
            for (LabelledPrediction mistake : Mistakes.mostConfident(predictions, MISTAKES)) {
                ByteBuffer pixels =
                        Pixels.of(source.get(test.get(mistake.name()).slot()), size);
                mistakes.add(new Thumbnail(mistake, RgbImage.of(pixels, size)));
            }
            Score score = Score.of(predictions);
            out.println(score.report());
            Throughput throughput = new Throughput(System::nanoTime, ROUND);
            return new ModelResult(
                    card,
                    split.exportedEpoch(),
                    Files.size(model.onnx()),
                    score,
                    mistakes,
                    throughput.imagesPerSecond(network, 1),
                    throughput.imagesPerSecond(network, ModelResult.BATCH_SIZE),
                    split.isDrawn()
                            ? null
                            : PublishedAccuracy.of(card.training().options().getOrDefault("model", card.name())),
                    TrainInvocation.of(card));
        } catch (InferenceException e) {
            throw new IOException(card.name() + " fails while it is timed: " + e.getMessage(), e);
        }
    }

    /** The images, once for each way in which the scored models divided them. */
    List<DataResult> data() {
        return divisions.values().stream()
                .map(divided -> new DataResult(divided.models, divided.summary, divided.fingerprints, divided.examples))
                .toList();
    }

    /** The test split, after a look at all three: they must be those of the card. */
    private List<Sample> test(CardSplit split, ImageSource source, ImageSize size, ModelCard card) throws IOException {
        Division division = new Division(split.seed(), split.keep(), split.sizes(), size);
        Divided known = divisions.get(division);
        Photos photos = known == null ? split.catalogue(source, size, threads, out) : known.photos;
        Splits splits = new Splits(
                split.find(SplitName.TRAIN, photos.samples()),
                split.find(SplitName.VALIDATION, photos.samples()),
                split.find(SplitName.TEST, photos.samples()));
        if (known == null) {
            known = new Divided(
                    photos,
                    DataSummary.of(photos, splits),
                    card.training().splits(),
                    examples(splits.train(), source, size),
                    new ArrayList<>());
            divisions.put(division, known);
        }
        known.models.add(card.name());
        return splits.test();
    }

    /** The first of each class: the split is shuffled with the seed. */
    private static BufferedImage examples(List<Sample> samples, ImageSource source, ImageSize size) throws IOException {
        ImageSheet sheet = new ImageSheet(size);
        for (int label = 0; label < PhotoScan.CLASSES.size(); label++) {
            List<ImageSheet.Tile> tiles = new ArrayList<>();
            for (Sample sample : samples) {
                if (sample.label() == label && tiles.size() < EXAMPLES) {
                    tiles.add(new ImageSheet.Tile(sample.name(), Pixels.of(source.get(sample.slot()), size)));
                }
            }
            sheet.row(PhotoScan.CLASSES.get(label), tiles);
        }
        return sheet.draw();
    }

    private List<LabelledPrediction> classify(OnnxModel network, ImageSource source, Map<String, Sample> test)
            throws IOException {
        int[] indices = test.values().stream().mapToInt(Sample::slot).sorted().toArray();
        try (CountProgress progress =
                new CountProgress(out, Terminal.isThere(), "classifying", CountProgress.Unit.FILES)) {
            return SourcePredictions.of(
                            network, source, indices, threads, done -> progress.reached(done, indices.length))
                    .predictions();
        }
    }
}
