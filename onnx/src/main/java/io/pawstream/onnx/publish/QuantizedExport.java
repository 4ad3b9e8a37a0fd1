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
import io.pawstream.vision.inference.OnnxModel;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;

/** Publishes the 8-bit form of a published model beside it, if it keeps the accuracy. */
public final class QuantizedExport {

    /** What the name of the 8-bit form ends with. */
    public static final String SUFFIX = "-8bit";

    private static final int CALIBRATION_IMAGES = 256;

    private final PixelStore store;
    private final int threads;
    private final Consumer<String> log;

    /**
     * An export.
     *
     * @param store the pixels of the photos
     * @param threads number of threads that calibrate and score
     * @param log takes lines for people
     */
    public QuantizedExport(PixelStore store, int threads, Consumer<String> log) {
        this.store = store;
        this.threads = threads;
        this.log = log;
    }

    /**
     * Quantizes, checks and publishes.
     *
     * @param root folder of all models; the 8-bit model's own folder in it is replaced
     * @param model a model that computes in floats
     * @param splits those that it was trained with
     * @throws ModelException if its accuracy falls too much; nothing is published then
     */
    public ModelDirectory publish(Path root, ModelDirectory model, Splits splits) throws ModelException, IOException {
        ModelCard floats = model.card();
        if (floats.quantization() != null) {
            throw new ModelException(floats.name() + " computes in 8 bits already; its float form is "
                    + floats.quantization().model());
        }
        List<ByteBuffer> images = splits.train().stream()
                .limit(CALIBRATION_IMAGES)
                .map(sample -> store.pixels(sample.slot()))
                .toList();
        OnnxGraph graph = Quantizer.quantize(OnnxFile.read(model.onnx()), store.size(), images, threads);
        String name = floats.name() + SUFFIX;
        ModelShelf shelf = new ModelShelf(root);
        Path staged = shelf.stage(name);
        try {
            Path onnx = staged.resolve(ModelDirectory.ONNX_FILE);
            OnnxFile.write(onnx, graph, Map.of());
            Score score = Score.of(
                    splits.test().stream().map(Sample::label).toList(),
                    new OnnxPredictions(store, threads).probabilities(onnx, splits.test()));
            Score exact = Score.of(floats.test());
            log.accept(String.format(
                    Locale.ROOT,
                    "test accuracy in 8 bits %.4f, in floats %.4f (a loss of 0.005 allowed)",
                    score.accuracy(),
                    exact.accuracy()));
            ExportCheck.requireAccuracy(name, exact, score);
            OnnxFile.write(onnx, graph, CardMetadata.of(card(floats, images.size(), "0".repeat(64), score)));
            ModelDirectory.writeCard(staged, card(floats, images.size(), ModelDirectory.sha256(onnx), score));
            OnnxModel.load(ModelDirectory.read(staged).onnx(), store.size()).close();
            return ModelDirectory.read(shelf.put(name, staged));
        } finally {
            ModelShelf.delete(staged);
        }
    }

    private static ModelCard card(ModelCard floats, int images, String sha256, Score score) {
        return new ModelCard(
                floats.name() + SUFFIX,
                floats.version(),
                floats.description() + "; in 8 bits",
                floats.classes(),
                floats.inputWidth(),
                floats.inputHeight(),
                floats.pixelRecipe(),
                OnnxGraph.OPSET,
                sha256,
                floats.parameters(),
                floats.training(),
                score.evaluation(),
                new ModelCard.Quantization(floats.name(), floats.sha256(), images, floats.test()));
    }
}
