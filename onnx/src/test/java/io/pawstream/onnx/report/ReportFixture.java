package io.pawstream.onnx.report;

import io.pawstream.model.ImageSize;
import io.pawstream.model.ModelCard;
import io.pawstream.model.Origin;
import io.pawstream.model.Training;
import io.pawstream.model.Training.Epoch;
import io.pawstream.onnx.TestCards;
import io.pawstream.onnx.TestScores;
import io.pawstream.onnx.dataset.DataSummary;
import io.pawstream.onnx.dataset.FileFilter;
import io.pawstream.onnx.dataset.Sample;
import io.pawstream.onnx.dataset.ScanResult;
import io.pawstream.onnx.dataset.SkippedFiles;
import io.pawstream.onnx.dataset.SplitSizes;
import io.pawstream.onnx.dataset.Splits;
import io.pawstream.onnx.evaluation.LabeledPrediction;
import io.pawstream.onnx.evaluation.Score;
import io.pawstream.onnx.graph.WeightStorage;
import io.pawstream.onnx.publish.EpochSelection;
import io.pawstream.onnx.publish.TrainingOptions;
import java.awt.image.BufferedImage;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Results for pages, made up without a network. */
final class ReportFixture {

    static final Score SCORE = TestScores.of(40, 10, 5, 45);
    static final List<Epoch> HISTORY =
            List.of(new Epoch(1, 0.7, 0.55, 0.68, 0.6, 9.96), new Epoch(2, 0.5, 0.8, 0.55, 0.75, 9.9));

    private ReportFixture() {}

    static TrainingOptions options(String network, String source, @Nullable Integer exportedEpoch) {
        return new TrainingOptions(
                new TrainingOptions.Model(network, null, 7, null),
                new TrainingOptions.Images(source, List.of(), FileFilter.JFIF, new SplitSizes(100, 20, 100), 0, 1, 150),
                new TrainingOptions.Recipe(32, 2, 1e-3f, "cosine", 0, new TrainingOptions.Regularization(0, 0, 0)),
                null,
                null,
                new TrainingOptions.Export(EpochSelection.BEST, WeightStorage.INT8, false, exportedEpoch));
    }

    static ModelCard card(String name, @Nullable String description, List<Epoch> history, @Nullable Score test) {
        return TestCards.of(
                name,
                description,
                new ImageSize(150, 150),
                Origin.of(new Training(7, Map.of(), Map.of(), history)),
                test == null ? null : test.evaluation());
    }

    static ModelResult result(ModelCard card, TrainingOptions options, Score score, Thumbnail... mistakes) {
        return new ModelResult(
                card, options, 2_649_000, score, List.of(mistakes), new ModelResult.Throughput(123.4, 567.8));
    }

    static ModelResult result(String name, Thumbnail... mistakes) {
        return result(card(name, "Two convolutions", HISTORY, SCORE), options(name, "photos.zip", 2), SCORE, mistakes);
    }

    static Thumbnail mistake(String name, int label, float probability) {
        return new Thumbnail(
                LabeledPrediction.of(name, label, FloatBuffer.wrap(new float[] {1 - probability, probability})),
                image());
    }

    static BufferedImage image() {
        return new BufferedImage(6, 4, BufferedImage.TYPE_INT_RGB);
    }

    static DataResult data(SortedMap<String, Integer> skipped, String... models) {
        Splits splits =
                new Splits(samples("train", 1_200, 800), samples("validation", 30, 20), samples("test", 24, 40));
        List<Sample> all = new ArrayList<>(splits.train());
        all.addAll(splits.validation());
        all.addAll(splits.test());
        SkippedFiles files = new SkippedFiles();
        skipped.forEach((reason, count) -> IntStream.range(0, count).forEach(i -> files.add(i + ".jpg", reason)));
        return new DataResult(
                List.of(models),
                DataSummary.of(List.of("cat", "dog"), new ScanResult(all, files), splits),
                Map.of("train", new Training.Split(2_000, "f".repeat(64))),
                image());
    }

    static DataResult data(String... models) {
        return data(new TreeMap<>(), models);
    }

    private static List<Sample> samples(String name, int cats, int dogs) {
        return IntStream.range(0, cats + dogs)
                .mapToObj(i -> new Sample(name + i, i < cats ? 0 : 1, name + i, 300, 200, i))
                .toList();
    }
}
