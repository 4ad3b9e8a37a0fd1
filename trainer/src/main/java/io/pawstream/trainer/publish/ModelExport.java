package io.pawstream.trainer.publish;

import io.pawstream.model.ModelDirectory;
import io.pawstream.model.ModelException;
import io.pawstream.model.Training;
import io.pawstream.onnx.dataset.PixelStore;
import io.pawstream.onnx.dataset.Sample;
import io.pawstream.onnx.evaluation.OnnxPredictions;
import io.pawstream.onnx.evaluation.Score;
import io.pawstream.onnx.graph.WeightStorage;
import io.pawstream.onnx.publish.CardDraft;
import io.pawstream.onnx.publish.ExportCheck;
import io.pawstream.onnx.publish.ModelPublication;
import io.pawstream.trainer.network.Network;
import io.pawstream.trainer.network.TrainableNetwork;
import io.pawstream.trainer.training.Predictions;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/**
 * Exports a trained network to the model repository. The float export must reproduce the probabilities of the trained
 * network on the test split, or nothing is published. Weights are stored in 8 bits only if that keeps the accuracy.
 */
final class ModelExport {

    private static final DateTimeFormatter VERSION =
            DateTimeFormatter.ofPattern("yyyyMMdd.HHmmss", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final int BATCH_SIZE = 64;

    private final PixelStore store;
    private final List<String> classes;
    private final int threads;
    private final Clock clock;
    private final Consumer<String> log;

    /**
     * Creates an export.
     *
     * @param store pixels of the test split
     * @param classes names of the classes, in the order of the labels
     * @param threads number of inference threads, at least 1
     * @param clock source of the version, which is a time
     * @param log receives log lines
     */
    ModelExport(PixelStore store, List<String> classes, int threads, Clock clock, Consumer<String> log) {
        this.store = store;
        this.classes = classes;
        this.threads = threads;
        this.clock = clock;
        this.log = log;
    }

    /**
     * Exports, checks and publishes a network.
     *
     * @param repository directory of the model repository; an existing model of the name is replaced
     * @param network the trained network
     * @param storage how large kernels are stored; floats if 8 bits lose too much accuracy
     * @param training the training for the model card
     * @param test the test split, which nothing else may use
     * @return the published model
     * @throws ModelException if a check fails; nothing is published then
     * @throws IOException if a file cannot be written; nothing is published then
     */
    ModelDirectory publish(
            Path repository, TrainableNetwork network, WeightStorage storage, Training training, List<Sample> test)
            throws ModelException, IOException {
        Network table = network.network();
        try (ModelPublication publication = ModelPublication.stage(repository, table.name())) {
            Checked checked = check(network, storage, test, publication);
            CardDraft draft = CardDraft.trained(
                    new CardDraft.Network(
                            table.name(),
                            VERSION.format(clock.instant()),
                            table.description(),
                            classes,
                            store.preprocessing(),
                            network.parameterCount()),
                    training,
                    checked.score);
            return publication.publish(network.export(checked.storage), draft);
        }
    }

    /** The storage of the published file, and its score. */
    private record Checked(WeightStorage storage, Score score) {}

    private Checked check(
            TrainableNetwork network, WeightStorage storage, List<Sample> test, ModelPublication publication)
            throws ModelException, IOException {
        List<Integer> labels = test.stream().map(Sample::label).toList();
        OnnxPredictions exported = new OnnxPredictions(store, classes.size(), threads);
        float[] floats = exported.probabilities(publication.writeCandidate(network.export(WeightStorage.FLOAT)), test);
        float[] trained = new Predictions(network, store, BATCH_SIZE).probabilities(test);
        double difference = ExportCheck.requireSame(network.network().name(), trained, floats);
        log.accept(String.format(
                Locale.ROOT,
                "largest difference between export and trained network %.1e (allowed %.0e)",
                difference,
                ExportCheck.MAX_DIFFERENCE));
        Score exact = Score.of(classes.size(), labels, floats);
        if (storage == WeightStorage.FLOAT) {
            return new Checked(storage, exact);
        }
        Path candidate = publication.writeCandidate(network.export(storage));
        Score compressed = Score.of(classes.size(), labels, exported.probabilities(candidate, test));
        log.accept(String.format(
                Locale.ROOT,
                "test accuracy with 8-bit weights %.4f, with float weights %.4f (allowed loss %.3f)",
                compressed.accuracy(),
                exact.accuracy(),
                ExportCheck.allowedLoss(exact)));
        if (ExportCheck.losesTooMuch(exact, compressed)) {
            log.accept("storing float weights");
            return new Checked(WeightStorage.FLOAT, exact);
        }
        return new Checked(storage, compressed);
    }
}
