package io.pawstream.trainer.publish;

import io.pawstream.model.ModelCard;
import io.pawstream.model.ModelDirectory;
import io.pawstream.model.ModelException;
import io.pawstream.onnx.dataset.PhotoScan;
import io.pawstream.onnx.dataset.PixelStore;
import io.pawstream.onnx.dataset.Sample;
import io.pawstream.onnx.evaluation.OnnxPredictions;
import io.pawstream.onnx.evaluation.Score;
import io.pawstream.onnx.graph.OnnxFile;
import io.pawstream.onnx.graph.OnnxGraph;
import io.pawstream.onnx.graph.WeightStorage;
import io.pawstream.onnx.publish.CardMetadata;
import io.pawstream.onnx.publish.ExportCheck;
import io.pawstream.onnx.publish.ModelShelf;
import io.pawstream.trainer.network.TrainableNetwork;
import io.pawstream.trainer.training.Predictions;
import io.pawstream.vision.image.ImageDecoder;
import io.pawstream.vision.inference.OnnxModel;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Exports a trained network to a model folder, after checks: the float export must give the trained network's
 * probabilities on the test photos, or it is not published; weights in 8 bits must keep its accuracy, or they stay floats.
 */
public final class ModelExport {

    private static final DateTimeFormatter VERSION =
            DateTimeFormatter.ofPattern("yyyyMMdd.HHmmss", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final int BATCH_SIZE = 64;

    private final PixelStore store;
    private final int threads;
    private final Clock clock;
    private final Consumer<String> log;

    /**
     * An export.
     *
     * @param store the pixels of the test photos
     * @param threads number of threads that run exported networks
     * @param clock time of the version
     * @param log takes lines for people
     */
    public ModelExport(PixelStore store, int threads, Clock clock, Consumer<String> log) {
        this.store = store;
        this.threads = threads;
        this.clock = clock;
        this.log = log;
    }

    /**
     * Exports, checks and publishes.
     *
     * @param root folder of all models; the model's own folder in it is replaced
     * @param training what the card says of the training
     * @param test the test split, scored here and nowhere else
     * @throws ModelException if a check fails; nothing is published then
     */
    public ModelDirectory publish(
            Path root, TrainableNetwork network, WeightStorage storage, ModelCard.Training training, List<Sample> test)
            throws ModelException, IOException {
        String name = network.network().name();
        ModelShelf shelf = new ModelShelf(root);
        Path staged = shelf.stage(name);
        try {
            Path onnx = staged.resolve(ModelDirectory.ONNX_FILE);
            Checked checked = check(network, storage, test, onnx);
            Score score = checked.score();
            String version = VERSION.format(clock.instant());
            // The score stands in the file whose score it is, so the same graph is written once more, with metadata.
            ModelCard unhashed = card(network, version, "0".repeat(64), training, score);
            OnnxFile.write(onnx, network.export(checked.storage()), CardMetadata.of(unhashed));
            ModelDirectory.writeCard(staged, card(network, version, ModelDirectory.sha256(onnx), training, score));
            reread(staged);
            return ModelDirectory.read(shelf.put(name, staged));
        } finally {
            ModelShelf.delete(staged);
        }
    }

    /** How the weights are stored after all, and the score of that. */
    private record Checked(WeightStorage storage, Score score) {}

    private Checked check(TrainableNetwork network, WeightStorage storage, List<Sample> test, Path onnx)
            throws ModelException, IOException {
        String name = network.network().name();
        List<Integer> labels = test.stream().map(Sample::label).toList();
        OnnxPredictions exported = new OnnxPredictions(store, threads);
        OnnxFile.write(onnx, network.export(WeightStorage.FLOAT), Map.of());
        float[] floats = exported.probabilities(onnx, test);
        float[] trained = new Predictions(network, store, BATCH_SIZE).probabilities(test);
        double difference = ExportCheck.requireSame(name, trained, floats);
        log.accept(String.format(
                Locale.ROOT, "export differs from the trained network by %.1e at most (1e-04 allowed)", difference));
        Score exact = Score.of(labels, floats);
        if (storage == WeightStorage.FLOAT) {
            return new Checked(storage, exact);
        }
        OnnxFile.write(onnx, network.export(storage), Map.of());
        Score compressed = Score.of(labels, exported.probabilities(onnx, test));
        log.accept(String.format(
                Locale.ROOT,
                "test accuracy with weights in 8 bits %.4f, with floats %.4f (a loss of 0.005 allowed)",
                compressed.accuracy(),
                exact.accuracy()));
        if (ExportCheck.losesTooMuch(exact, compressed)) {
            log.accept("the weights stay floats");
            return new Checked(WeightStorage.FLOAT, exact);
        }
        return new Checked(storage, compressed);
    }

    private static ModelCard card(
            TrainableNetwork network, String version, String sha256, ModelCard.Training training, Score score) {
        return new ModelCard(
                network.network().name(),
                version,
                network.network().description(),
                PhotoScan.CLASSES,
                network.size().width(),
                network.size().height(),
                ImageDecoder.RECIPE,
                OnnxGraph.OPSET,
                sha256,
                network.parameterCount(),
                training,
                score.evaluation());
    }

    private void reread(Path staged) throws ModelException {
        ModelDirectory model = ModelDirectory.read(staged);
        OnnxModel.load(model.onnx(), store.size()).close();
    }
}
