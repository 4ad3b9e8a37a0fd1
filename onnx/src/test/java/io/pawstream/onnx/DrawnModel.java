package io.pawstream.onnx;

import io.pawstream.model.ImageSize;
import io.pawstream.model.ModelDirectory;
import io.pawstream.model.Preprocessing;
import io.pawstream.model.Training;
import io.pawstream.model.Training.Epoch;
import io.pawstream.onnx.dataset.FileFilter;
import io.pawstream.onnx.dataset.ImageLoader;
import io.pawstream.onnx.dataset.PixelStore;
import io.pawstream.onnx.dataset.Sample;
import io.pawstream.onnx.dataset.SplitSizes;
import io.pawstream.onnx.dataset.Splits;
import io.pawstream.onnx.evaluation.OnnxPredictions;
import io.pawstream.onnx.evaluation.Score;
import io.pawstream.onnx.graph.OnnxGraph;
import io.pawstream.onnx.graph.WeightStorage;
import io.pawstream.onnx.publish.CardDraft;
import io.pawstream.onnx.publish.EpochSelection;
import io.pawstream.onnx.publish.ModelPublication;
import io.pawstream.onnx.publish.TrainingOptions;
import io.pawstream.sources.DrawnSource;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A published model that was never trained, with a card as if it had been, on drawn images. */
public final class DrawnModel {

    public static final String DESCRIPTION = "One layer & <b>nothing</b> else";
    public static final long SEED = 9;
    public static final ImageSize SIZE = new ImageSize(48, 48);
    public static final Preprocessing PREPROCESSING = Preprocessing.stretched(SIZE);
    public static final List<String> CLASSES = List.of("cat", "dog");
    public static final SplitSizes SIZES = new SplitSizes(40, 20, 40);

    private DrawnModel() {}

    /** The options that its card records. */
    public static TrainingOptions options(String name) {
        return new TrainingOptions(
                new TrainingOptions.Model(name, null, SEED, null),
                new TrainingOptions.Images("drawn", FileFilter.DECODABLE, SIZES, 0, 1),
                new TrainingOptions.Recipe(64, 3, 1e-3f, "cosine", 0, 0),
                null,
                null,
                new TrainingOptions.Export(EpochSelection.BEST, WeightStorage.FLOAT, 2));
    }

    public static ModelDirectory publish(Path models, String name) throws Exception {
        try (PixelStore store = new PixelStore(PREPROCESSING);
                DrawnSource source = new DrawnSource(SEED);
                ModelPublication publication = ModelPublication.stage(models, name)) {
            Splits splits = Splits.of(
                    new ImageLoader(store, CLASSES, 2, done -> {})
                            .load(source, SIZES.total(), FileFilter.DECODABLE)
                            .samples(),
                    SIZES,
                    SEED);
            OnnxGraph graph = TinyNetwork.graph(SIZE, SEED);
            float[] probabilities =
                    new OnnxPredictions(store, 2, 2).probabilities(publication.writeCandidate(graph), splits.test());
            Score score = Score.of(2, splits.test().stream().map(Sample::label).toList(), probabilities);
            return publication.publish(graph, CardDraft.trained(network(name), training(name, splits), score));
        }
    }

    private static CardDraft.Network network(String name) {
        return new CardDraft.Network(
                name, "20260102.030405", DESCRIPTION, CLASSES, PREPROCESSING, TinyNetwork.PARAMETERS);
    }

    private static Training training(String name, Splits splits) {
        return options(name)
                .training(
                        Map.of(
                                "train", Splits.describe(splits.train()),
                                "validation", Splits.describe(splits.validation()),
                                "test", Splits.describe(splits.test())),
                        List.of(
                                new Epoch(1, 9.5, 0.5, 0.69, 0.55, 2),
                                new Epoch(2, 0.6, 0.7, 0.62, 0.65, 1),
                                new Epoch(3, 0.5, 0.8, 0.6, 0.6, 1)));
    }
}
