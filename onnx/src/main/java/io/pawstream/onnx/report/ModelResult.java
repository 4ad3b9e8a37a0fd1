package io.pawstream.onnx.report;

import io.pawstream.model.ModelCard;
import io.pawstream.onnx.evaluation.Score;
import java.util.List;

/**
 * What the report says of one model.
 *
 * @param card its card, with a history of at least one epoch
 * @param exportedEpoch number of the epoch that was exported
 * @param fileBytes size of its ONNX file
 * @param score its score on the test split, measured for this report
 * @param mistakes its most confident mistakes, the worst first
 * @param imagesPerSecond images that one thread classifies a second, one by one
 * @param batchedImagesPerSecond the same in batches of {@value #BATCH_SIZE}
 * @param published accuracy of the published exercise, 0 to 1, or null if it has none for such a model
 * @param command the command that makes it again
 */
public record ModelResult(
        ModelCard card,
        int exportedEpoch,
        long fileBytes,
        Score score,
        List<Thumbnail> mistakes,
        double imagesPerSecond,
        double batchedImagesPerSecond,
        Double published,
        String command) {

    /** Batch size of the second measurement. */
    public static final int BATCH_SIZE = 16;

    public ModelResult {
        mistakes = List.copyOf(mistakes);
        if (score.images() < 1) {
            throw new IllegalArgumentException("the score of " + card.name() + " is of no images");
        }
    }
}
