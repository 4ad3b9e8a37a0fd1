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
import io.pawstream.sources.ImageSource;
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
    public static final List<String> THREE = List.of("cat", "dog", "fox");
    public static final SplitSizes SIZES = new SplitSizes(40, 20, 40);

    private DrawnModel() {}

    /** The options that its card records. */
    public static TrainingOptions options(String name) {
        return options(name, "drawn");
    }

    private static TrainingOptions options(String name, String source) {
        return new TrainingOptions(
                new TrainingOptions.Model(name, null, SEED, null),
                new TrainingOptions.Images(source, List.of(), FileFilter.DECODABLE, SIZES, 0, 1, 150),
                new TrainingOptions.Recipe(64, 3, 1e-3f, "cosine", 0, new TrainingOptions.Regularization(0, 0, 0)),
                null,
                null,
                new TrainingOptions.Export(EpochSelection.BEST, WeightStorage.FLOAT, false, 2));
    }

    /** Publishes a model of cats and dogs. */
    public static ModelDirectory publish(Path models, String name) throws Exception {
        return publish(models, name, CLASSES, "drawn");
    }

    /** Publishes a model of cats, dogs and foxes. */
    public static ModelDirectory publishThree(Path models, String name) throws Exception {
        return publish(models, name, THREE, "drawn:cat,dog,fox");
    }

    private static ModelDirectory publish(Path models, String name, List<String> classes, String images)
            throws Exception {
        try (PixelStore store = new PixelStore(PREPROCESSING);
                ImageSource source = ImageSource.open(images, SEED);
                ModelPublication publication = ModelPublication.stage(models, name)) {
            Splits splits = Splits.of(
                    new ImageLoader(store, classes, 2, done -> {})
                            .load(source, SIZES.total(), FileFilter.DECODABLE)
                            .samples(),
                    SIZES,
                    SEED);
            OnnxGraph graph = TinyNetwork.graph(SIZE, SEED, classes.size());
            float[] probabilities = new OnnxPredictions(store, classes.size(), 2)
                    .probabilities(publication.writeCandidate(graph), splits.test());
            Score score = Score.of(
                    classes.size(), splits.test().stream().map(Sample::label).toList(), probabilities);
            return publication.publish(
                    graph, CardDraft.trained(network(name, classes), training(options(name, images), splits), score));
        }
    }

    private static CardDraft.Network network(String name, List<String> classes) {
        return new CardDraft.Network(
                name, "20260102.030405", DESCRIPTION, classes, PREPROCESSING, TinyNetwork.PARAMETERS);
    }

    private static Training training(TrainingOptions options, Splits splits) {
        return options.training(
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
