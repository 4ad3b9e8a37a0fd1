package io.pawstream.onnx.report;

import io.pawstream.model.ModelCard;
import io.pawstream.model.Training;
import io.pawstream.onnx.evaluation.Score;
import io.pawstream.onnx.publish.TrainingOptions;
import io.pawstream.sources.ImageSource;
import java.util.List;
import java.util.Objects;
import java.util.OptionalDouble;

/**
 * The results of one model on the report.
 *
 * @param card card of the model, with a history of at least one epoch
 * @param options training options of the card, with the exported epoch
 * @param fileBytes size of the ONNX file in bytes
 * @param score score on the test split, measured for this report, on at least one image
 * @param mistakes wrong predictions with the highest confidence, in descending order
 * @param throughput throughput measured for this report
 */
public record ModelResult(
        ModelCard card,
        TrainingOptions options,
        long fileBytes,
        Score score,
        List<Thumbnail> mistakes,
        Throughput throughput) {

    /** Batch size of the second measurement of throughput. */
    public static final int BATCH_SIZE = 16;

    /**
     * Throughput of one thread on decoded pixels.
     *
     * @param single images/s, one image at a time
     * @param batched images/s in batches of {@value #BATCH_SIZE}
     */
    public record Throughput(double single, double batched) {}

    /**
     * Checks that the report can show the result.
     *
     * @param card card of the model, with a history of at least one epoch
     * @param options training options, with the exported epoch
     * @param fileBytes size of the ONNX file in bytes
     * @param score score on at least one image
     * @param mistakes wrong predictions with the highest confidence, in descending order
     * @param throughput throughput measured for this report
     * @throws IllegalArgumentException if the score has no images, or the card has no history or no exported epoch
     */
    public ModelResult {
        mistakes = List.copyOf(mistakes);
        if (score.images() < 1) {
            throw new IllegalArgumentException("score of " + card.name() + " has no images; at least 1 is required");
        }
        if (card.training() == null
                || card.training().history() == null
                || card.training().history().isEmpty()) {
            throw new IllegalArgumentException("the card of " + card.name() + " has no training history");
        }
        if (options.export().epoch() == null) {
            throw new IllegalArgumentException("the card of " + card.name() + " has no exported epoch");
        }
    }

    /** {@return a row per epoch of the training, at least one} */
    public List<Training.Epoch> history() {
        return Objects.requireNonNull(card.training()).history();
    }

    /** {@return the number of the exported epoch, from 1} */
    public int exportedEpoch() {
        return Objects.requireNonNull(options.export().epoch());
    }

    /** {@return the test accuracy of the published exercise, 0 to 1; empty if it has no such model, other images or
     * other classes} */
    OptionalDouble published() {
        return ImageSource.isDrawn(options.images().source()) || !PublishedAccuracy.isOfClasses(card.classes())
                ? OptionalDouble.empty()
                : PublishedAccuracy.of(options.model().network());
    }
}
