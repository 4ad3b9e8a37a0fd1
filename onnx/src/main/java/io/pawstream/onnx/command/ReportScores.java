package io.pawstream.onnx.command;

import io.pawstream.cli.Console;
import io.pawstream.cli.CountProgress;
import io.pawstream.cli.Terminal;
import io.pawstream.model.ModelCard;
import io.pawstream.model.ModelDirectory;
import io.pawstream.model.ModelException;
import io.pawstream.model.Preprocessing;
import io.pawstream.model.Training;
import io.pawstream.onnx.dataset.DataSummary;
import io.pawstream.onnx.dataset.FileFilter;
import io.pawstream.onnx.dataset.Sample;
import io.pawstream.onnx.dataset.ScanResult;
import io.pawstream.onnx.dataset.SplitSizes;
import io.pawstream.onnx.dataset.Splits;
import io.pawstream.onnx.evaluation.LabeledPrediction;
import io.pawstream.onnx.evaluation.Score;
import io.pawstream.onnx.evaluation.SourcePredictions;
import io.pawstream.onnx.image.ImageSheet;
import io.pawstream.onnx.image.RgbImage;
import io.pawstream.onnx.publish.TrainingOptions;
import io.pawstream.onnx.report.DataResult;
import io.pawstream.onnx.report.Mistakes;
import io.pawstream.onnx.report.ModelResult;
import io.pawstream.onnx.report.Pixels;
import io.pawstream.onnx.report.ThroughputMeasurement;
import io.pawstream.onnx.report.Thumbnail;
import io.pawstream.sources.ImageSource;
import io.pawstream.vision.inference.InferenceException;
import io.pawstream.vision.inference.OnnxModel;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Scores models for a report, each on its own test split. Images are read once for all models that divide them in the
 * same way.
 */
final class ReportScores {

    private static final int MISTAKES = 8;
    private static final int EXAMPLES = 3;
    private static final Duration ROUND = Duration.ofMillis(300);

    private final SourceOption data;
    private final int threads;
    private final Console console;
    private final Map<Division, Divided> divisions = new LinkedHashMap<>();

    /** The options that determine which image is in which split. */
    private record Division(
            long seed, FileFilter filter, SplitSizes sizes, List<String> classes, Preprocessing preprocessing) {}

    private record Divided(
            ScanResult scan,
            DataSummary summary,
            Map<String, Training.Split> fingerprints,
            BufferedImage examples,
            List<String> models) {}

    ReportScores(SourceOption data, int threads, Console console) {
        this.data = data;
        this.threads = threads;
        this.console = console;
    }

    /**
     * Scores a model.
     *
     * @param model the model
     * @return its results
     * @throws IOException if the images are not those of its training, or inference fails
     * @throws ModelException if its card does not describe its training, or it cannot be loaded
     */
    ModelResult score(ModelDirectory model) throws IOException, ModelException {
        ModelCard card = model.card();
        CardSplit split = new CardSplit(card);
        if (card.training() == null
                || card.training().history() == null
                || card.training().history().isEmpty()) {
            throw new ModelException("the card of " + card.name() + " has no training history");
        }
        console.out().println(card.name() + ", version " + card.version());
        try (ImageSource source = data.open(split.seed());
                OnnxModel network = OnnxModel.load(
                        model.onnx(), card.input(), card.classes().size())) {
            Map<String, Sample> test =
                    test(split, source, card).stream().collect(Collectors.toMap(Sample::name, Function.identity()));
            List<LabeledPrediction> predictions = classify(network, card, source, test);
            List<Thumbnail> mistakes = new ArrayList<>();
            for (LabeledPrediction mistake : Mistakes.mostConfident(predictions, MISTAKES)) {
                ByteBuffer pixels = Pixels.of(source.get(slot(test, mistake)), card.preprocessing());
                mistakes.add(new Thumbnail(mistake, RgbImage.of(pixels, card.input())));
            }
            Score score = Score.of(card.classes().size(), predictions);
            console.out().println(score.report(card.classes()));
            ThroughputMeasurement measurement = new ThroughputMeasurement(System::nanoTime, ROUND);
            return new ModelResult(
                    card,
                    split.options().withSource(data.toString()),
                    Files.size(model.onnx()),
                    score,
                    mistakes,
                    new ModelResult.Throughput(
                            measurement.imagesPerSecond(network, 1),
                            measurement.imagesPerSecond(network, ModelResult.BATCH_SIZE)));
        } catch (InferenceException e) {
            throw new IOException("throughput measurement of " + card.name() + " failed: " + e.getMessage(), e);
        }
    }

    /** {@return the images, one entry for each way in which the scored models divide them} */
    List<DataResult> data() {
        return divisions.values().stream()
                .map(divided -> new DataResult(divided.models, divided.summary, divided.fingerprints, divided.examples))
                .toList();
    }

    /** {@return the test split} All three splits must be those of the card. */
    private List<Sample> test(CardSplit split, ImageSource source, ModelCard card) throws IOException {
        TrainingOptions.Images images = split.options().images();
        Division division =
                new Division(split.seed(), images.filter(), images.sizes(), card.classes(), card.preprocessing());
        Divided known = divisions.get(division);
        ScanResult scan = known == null ? split.catalogue(source, threads, console) : known.scan;
        Splits splits = split.splits(source, scan.samples());
        if (known == null) {
            known = new Divided(
                    scan,
                    DataSummary.of(card.classes(), scan, splits),
                    split.descriptions(),
                    examples(splits.train(), source, card),
                    new ArrayList<>());
            divisions.put(division, known);
        }
        known.models.add(card.name());
        return splits.test();
    }

    /** Draws the first images of the first classes; the split is shuffled, so they are a random selection. */
    private static BufferedImage examples(List<Sample> samples, ImageSource source, ModelCard card) throws IOException {
        ImageSheet sheet = new ImageSheet(card.input());
        for (int label = 0; label < Math.min(Score.MOST_READABLE, card.classes().size()); label++) {
            List<ImageSheet.Tile> tiles = new ArrayList<>();
            for (Sample sample : samples) {
                if (sample.label() == label && tiles.size() < EXAMPLES) {
                    tiles.add(new ImageSheet.Tile(
                            sample.name(), Pixels.of(source.get(sample.slot()), card.preprocessing())));
                }
            }
            sheet.row(card.classes().get(label), tiles);
        }
        return sheet.draw();
    }

    private static int slot(Map<String, Sample> test, LabeledPrediction prediction) {
        return Objects.requireNonNull(test.get(prediction.name())).slot();
    }

    private List<LabeledPrediction> classify(
            OnnxModel network, ModelCard card, ImageSource source, Map<String, Sample> test) throws IOException {
        int[] indices = test.values().stream().mapToInt(Sample::slot).sorted().toArray();
        try (CountProgress progress =
                new CountProgress(console.out(), Terminal.isInteractive(), "classifying", CountProgress.Unit.FILES)) {
            return SourcePredictions.of(
                            network, card, source, indices, threads, done -> progress.reached(done, indices.length))
                    .predictions();
        }
    }
}
