package io.pawstream.onnx.command;

import io.pawstream.cli.CountProgress;
import io.pawstream.cli.Terminal;
import io.pawstream.model.ModelCard;
import io.pawstream.model.ModelDirectory;
import io.pawstream.model.ModelException;
import io.pawstream.onnx.dataset.PhotoScan;
import io.pawstream.onnx.dataset.Photos;
import io.pawstream.onnx.dataset.Sample;
import io.pawstream.onnx.evaluation.LabelledPrediction;
import io.pawstream.onnx.evaluation.Score;
import io.pawstream.onnx.evaluation.SourcePredictions;
import io.pawstream.sources.ImageSource;
import io.pawstream.vision.image.ImageSize;
import io.pawstream.vision.inference.OnnxModel;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code evaluate}: scores a published model on labelled images. */
@Command(
        name = "evaluate",
        mixinStandardHelpOptions = true,
        description = "Scores a published model on all labelled images of a source, or on a split of its training.")
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
            description = "only this split, as the training of the model made it (default: all images)")
    private SplitName split;

    @Option(names = "--count", paramLabel = "N", description = "files to read (default: all; 400 if drawn)")
    private Integer count;

    @Option(names = "--seed", paramLabel = "N", description = "seed of drawn images (default: 1)")
    private Long seed;

    @Option(
            names = "--predictions",
            paramLabel = "FILE",
            description = "writes name,label,probability_dog of every image to this CSV file")
    private Path predictions;

    @Option(
            names = "--update-card",
            description = "with --split test: the score that is measured becomes that of the model's card")
    private boolean updatesCard;

    @Mixin
    private ThreadsOption threadsOption = new ThreadsOption();

    @Override
    public Integer call() throws IOException, ModelException {
        if (count != null && count < 1) {
            throw new ParameterException(spec.commandLine(), "--count is " + count + "; it must be at least 1");
        }
        if (split != null && (count != null || seed != null)) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--split takes count and seed from the model's card; leave --count and --seed out");
        }
        if (updatesCard && split != SplitName.TEST) {
            throw new ParameterException(
                    spec.commandLine(), "--update-card is for the score of the test split; give --split test with it");
        }
        int threads = threadsOption.apply();
        PrintWriter out = spec.commandLine().getOut();
        ModelDirectory folder = model.find();
        ModelCard card = folder.card();
        ImageSize size = new ImageSize(card.inputWidth(), card.inputHeight());
        out.println(card.name() + ", version " + card.version() + ", on "
                + (split == null ? "all images" : "the " + split + " split") + " of " + data);
        List<LabelledPrediction> found;
        try (ImageSource source = data.open(seed(card));
                OnnxModel network = OnnxModel.load(folder.onnx(), size)) {
            int[] indices = split == null ? all(source) : indices(new CardSplit(card), source, size, threads, out);
            found = classify(network, source, indices, threads, out);
        }
        if (predictions != null) {
            write(found);
        }
        Score score = Score.of(found);
        out.println(score.report());
        if (updatesCard) {
            // In one step: a service may be looking at the folder.
            Path aside = Files.createTempDirectory(folder.folder(), ".card");
            ModelDirectory.writeCard(aside, card.withTest(score.evaluation()));
            Files.move(
                    aside.resolve(ModelDirectory.CARD_FILE),
                    folder.folder().resolve(ModelDirectory.CARD_FILE),
                    StandardCopyOption.ATOMIC_MOVE);
            Files.delete(aside);
        }
        out.flush();
        return 0;
    }

    private long seed(ModelCard card) throws IOException {
        if (split != null) {
            return new CardSplit(card).seed();
        }
        return seed == null ? 1 : seed;
    }

    private int[] all(ImageSource source) {
        int wanted = count != null ? count : source.isEndless() ? 400 : Integer.MAX_VALUE;
        return IntStream.range(0, Math.min(source.size(), wanted)).toArray();
    }

    private int[] indices(CardSplit splits, ImageSource source, ImageSize size, int threads, PrintWriter out)
            throws IOException {
        Photos photos = splits.catalogue(source, size, threads, out);
        return splits.find(split, photos.samples()).stream()
                .mapToInt(Sample::slot)
                .sorted()
                .toArray();
    }

    private List<LabelledPrediction> classify(
            OnnxModel network, ImageSource source, int[] indices, int threads, PrintWriter out) throws IOException {
        SourcePredictions found;
        try (CountProgress progress =
                new CountProgress(out, Terminal.isThere(), "classifying", CountProgress.Unit.FILES)) {
            found = SourcePredictions.of(
                    network, source, indices, threads, done -> progress.reached(done, indices.length));
        }
        out.println(Photos.summary(found.predictions().size(), found.skipped()));
        if (found.predictions().isEmpty()) {
            throw new IOException("no labelled image in " + data + "; images must lie in folders named Cat and Dog");
        }
        return found.predictions();
    }

    private void write(List<LabelledPrediction> found) throws IOException {
        StringBuilder csv = new StringBuilder("name,label,probability_dog\n");
        for (LabelledPrediction prediction : found) {
            csv.append('"').append(prediction.name().replace("\"", "\"\"")).append("\",");
            csv.append(PhotoScan.CLASSES.get(prediction.label())).append(',');
            csv.append(prediction.probability()).append('\n');
        }
        Files.writeString(predictions, csv);
    }
}
