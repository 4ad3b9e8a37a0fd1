package io.pawstream.onnx.publish;

import io.pawstream.model.ModelCard;
import io.pawstream.model.ModelDirectory;
import io.pawstream.model.ModelException;
import io.pawstream.onnx.dataset.PixelStore;
import io.pawstream.onnx.dataset.Sample;
import io.pawstream.onnx.dataset.Splits;
import io.pawstream.onnx.evaluation.OnnxPredictions;
import io.pawstream.onnx.evaluation.Score;
import io.pawstream.onnx.graph.OnnxFile;
import io.pawstream.onnx.graph.OnnxGraph;
import io.pawstream.onnx.quantize.Quantizer;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/** Publishes the 8-bit form of a published model, if it keeps the accuracy. */
public final class QuantizedExport {

    /** Suffix of the name of an 8-bit form. */
    public static final String SUFFIX = "-8bit";

    private static final int CALIBRATION_IMAGES = 256;

    private final PixelStore store;
    private final int threads;
    private final Consumer<String> log;

    /**
     * Creates an export.
     *
     * @param store pixels of the images
     * @param threads number of threads for calibration and scoring, at least 1
     * @param log receives log lines
     */
    public QuantizedExport(PixelStore store, int threads, Consumer<String> log) {
        this.store = store;
        this.threads = threads;
        this.log = log;
    }

    /**
     * Quantizes a model, checks the result and publishes it under the name of the model with {@link #SUFFIX}.
     *
     * @param repository directory of the model repository; an existing 8-bit form is replaced
     * @param model a model that computes in floats, with a test score on its card
     * @param splits the splits of its training
     * @return the published 8-bit form
     * @throws ModelException if the model cannot be quantized, or its accuracy drops too much; nothing is published
     *     then
     * @throws IOException if a file cannot be read or written; nothing is published then
     */
    public ModelDirectory publish(Path repository, ModelDirectory model, Splits splits)
            throws ModelException, IOException {
        ModelCard floats = model.card();
        if (floats.quantization() != null) {
            throw new ModelException(
                    "model " + floats.name() + " is already quantized to 8 bits; quantize its float form "
                            + floats.quantization().model());
        }
        Score exact = Score.ofTest(floats)
                .orElseThrow(() -> new ModelException("the card of " + floats.name()
                        + " has no test score; add it with ./pawstream evaluate --split test --update-card"));
        List<ByteBuffer> images = splits.train().stream()
                .limit(CALIBRATION_IMAGES)
                .map(sample -> store.pixels(sample.slot()))
                .toList();
        OnnxGraph graph = Quantizer.quantize(OnnxFile.read(model.onnx()), store.size(), images, threads);
        String name = floats.name() + SUFFIX;
        try (ModelPublication publication = ModelPublication.stage(repository, name)) {
            Path candidate = publication.writeCandidate(graph);
            int classes = floats.classes().size();
            Score score = Score.of(
                    classes,
                    splits.test().stream().map(Sample::label).toList(),
                    new OnnxPredictions(store, classes, threads).probabilities(candidate, splits.test()));
            log.accept(String.format(
                    Locale.ROOT,
                    "test accuracy in 8 bits %.4f, in floats %.4f (allowed loss %.3f)",
                    score.accuracy(),
                    exact.accuracy(),
                    ExportCheck.allowedLoss(exact)));
            ExportCheck.requireAccuracy(name, exact, score);
            return publication.publish(graph, CardDraft.quantized(floats, name, images.size(), score));
        }
    }
}
