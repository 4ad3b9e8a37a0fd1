package io.pawstream.onnx.command;

import io.pawstream.cli.Console;
import io.pawstream.cli.CountProgress;
import io.pawstream.cli.Terminal;
import io.pawstream.model.ModelCard;
import io.pawstream.model.ModelDirectory;
import io.pawstream.model.ModelException;
import io.pawstream.onnx.dataset.Sample;
import io.pawstream.onnx.dataset.ScanResult;
import io.pawstream.onnx.dataset.SplitName;
import io.pawstream.onnx.evaluation.LabeledPrediction;
import io.pawstream.onnx.evaluation.Score;
import io.pawstream.onnx.evaluation.SourcePredictions;
import io.pawstream.onnx.publish.ModelPublication;
import io.pawstream.sources.ImageSource;
import io.pawstream.vision.inference.OnnxModel;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code evaluate}: scores a published model on labeled images. */
@Command(
        name = "evaluate",
        mixinStandardHelpOptions = true,
        description = "Scores a published model on all labeled images of a source, or on one split of its training.")
final class EvaluateCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Mixin
    private ModelOption model = new ModelOption();

    @Mixin
    private SourceOption data = new SourceOption();

    @Option(
            names = "--split",
            paramLabel = "test|validation|train",
            description = "Score only this split of the model's training (default: all images).")
    private @Nullable SplitName split;

    @Option(
            names = "--count",
            paramLabel = "N",
            description = "Number of files to read, at least 1 (default: all; 400 drawn images).")
    private @Nullable Integer count;

    @Option(names = "--seed", paramLabel = "N", description = "Seed of drawn images (default: 1).")
    private @Nullable Long seed;

    @Option(
            names = "--predictions",
            paramLabel = "FILE",
            description = "Write the columns name, label, predicted and probability of each image to this CSV file.")
    private @Nullable Path predictions;

    @Option(
            names = "--update-card",
            description =
                    "Write the measured score to the model card; requires --split test, unless the model is imported.")
    private boolean updateCard;

    @Mixin
    private ThreadsOption threadsOption = new ThreadsOption();

    @Override
    public Integer call() throws IOException, ModelException {
        if (count != null && count < 1) {
            throw new ParameterException(spec.commandLine(), "--count is " + count + "; it must be at least 1");
        }
        if (split != null && (count != null || seed != null)) {
            throw new ParameterException(
                    spec.commandLine(), "--split reads count and seed from the model card; omit --count and --seed");
        }
        int threads = threadsOption.threads();
        Console console = Console.of(spec.commandLine());
        PrintWriter out = console.out();
        ModelDirectory directory = model.find();
        ModelCard card = directory.card();
        if (split != null && card.training() == null) {
            throw new ParameterException(
                    spec.commandLine(),
                    "model " + card.name()
                            + " is imported, so it has no training splits; omit --split to score all images");
        }
        if (updateCard && card.training() != null && split != SplitName.TEST) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--update-card requires --split test, because " + card.name()
                            + " may be trained on the other images");
        }
        out.println(card.name() + ", version " + card.version() + ", on "
                + (split == null ? "all images" : "the " + split + " split") + " of " + data);
        List<LabeledPrediction> found;
        try (ImageSource source = data.open(seed(card));
                OnnxModel network = OnnxModel.load(
                        directory.onnx(), card.input(), card.classes().size())) {
            if (split == null) {
                source.warning().ifPresent(console::warn);
            }
            int[] indices = split == null ? all(source) : indices(split, new CardSplit(card), source, threads, console);
            found = classify(network, card, source, indices, threads, out);
        }
        if (predictions != null) {
            write(found, card.classes(), predictions);
        }
        Score score = Score.of(card.classes().size(), found);
        out.println(score.report(card.classes()));
        if (updateCard) {
            ModelPublication.updateScore(directory, score);
            long scored = score.evaluation().perClass().images().stream()
                    .filter(images -> images > 0)
                    .count();
            out.println("updated the card of " + card.name() + ": " + score.images() + " images of " + scored + " of "
                    + card.classes().size() + " classes");
        }
        out.flush();
        return 0;
    }

    private long seed(ModelCard card) throws ModelException {
        if (split != null) {
            return new CardSplit(card).seed();
        }
        return seed == null ? 1 : seed;
    }

    private int[] all(ImageSource source) {
        int limit = count != null ? count : source.isEndless() ? 400 : Integer.MAX_VALUE;
        return IntStream.range(0, Math.min(source.size(), limit)).toArray();
    }

    private static int[] indices(SplitName name, CardSplit splits, ImageSource source, int threads, Console console)
            throws IOException {
        ScanResult scan = splits.catalogue(source, threads, console);
        return splits.find(name, source, scan.samples()).stream()
                .mapToInt(Sample::slot)
                .sorted()
                .toArray();
    }

    private List<LabeledPrediction> classify(
            OnnxModel network, ModelCard card, ImageSource source, int[] indices, int threads, PrintWriter out)
            throws IOException {
        SourcePredictions found;
        try (CountProgress progress =
                new CountProgress(out, Terminal.isInteractive(), "classifying", CountProgress.Unit.FILES)) {
            found = SourcePredictions.of(
                    network, card, source, indices, threads, done -> progress.reached(done, indices.length));
        }
        out.println(found.skipped().summary(found.predictions().size()));
        if (found.predictions().isEmpty()) {
            throw new IOException(
                    "no labeled images in " + data + ": " + found.skipped().shortage(0, ""));
        }
        return found.predictions();
    }

    private static void write(List<LabeledPrediction> found, List<String> classes, Path file) throws IOException {
        StringBuilder csv = new StringBuilder("name,label,predicted,probability\n");
        for (LabeledPrediction prediction : found) {
            csv.append(quoted(prediction.name())).append(',');
            csv.append(quoted(classes.get(prediction.label()))).append(',');
            csv.append(quoted(classes.get(prediction.predictedLabel()))).append(',');
            csv.append(prediction.confidence()).append('\n');
        }
        Files.writeString(file, csv);
    }

    private static String quoted(String text) {
        return '"' + text.replace("\"", "\"\"") + '"';
    }
}
