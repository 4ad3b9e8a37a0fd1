package io.pawstream.onnx;

import io.pawstream.onnx.dataset.FileFilter;
import io.pawstream.onnx.dataset.SplitSizes;
import io.pawstream.onnx.graph.WeightStorage;
import io.pawstream.onnx.publish.EpochSelection;
import io.pawstream.onnx.publish.TrainingOptions;
import java.util.List;

/** Training options for tests, with every part of them. */
public final class TestTrainingOptions {

    private static final String SHA256 = "a".repeat(64);

    private TestTrainingOptions() {}

    /** Returns all options of a training. */
    public static TrainingOptions of(String source, FileFilter filter, String weightsFile, WeightStorage storage) {
        return new TrainingOptions(
                new TrainingOptions.Model(
                        "model4",
                        "model4-tuned",
                        7,
                        new TrainingOptions.BaseWeights(weightsFile, SHA256, "full", "max")),
                new TrainingOptions.Images(
                        source, List.of("more.zip", "own photos"), filter, new SplitSizes(100, 20, 30), 0.1, 8, 200),
                new TrainingOptions.Recipe(
                        32, 3, 1e-3f, "cosine", 1, new TrainingOptions.Regularization(0.05f, 0.25, 0.999)),
                new TrainingOptions.FineTuning(20, 4e-4f, 13),
                new TrainingOptions.Teacher("model5", "20260101.000000", SHA256, 2, 0.5f),
                new TrainingOptions.Export(EpochSelection.LAST, storage, true, 21));
    }
}
