package io.pawstream.onnx.evaluation;

import io.pawstream.model.ConfidenceBins;
import io.pawstream.model.Evaluation;
import io.pawstream.model.ModelCard;
import io.pawstream.model.Prediction;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The score of a model on labeled images: a confusion matrix and a histogram of confidence.
 *
 * @param catAsCat number of cats predicted as cats
 * @param catAsDog number of cats predicted as dogs
 * @param dogAsCat number of dogs predicted as cats
 * @param dogAsDog number of dogs predicted as dogs
 * @param confidence number of predictions in each bin of {@link ConfidenceBins}; absent in scores of older cards
 */
public record Score(
        int catAsCat,
        int catAsDog,
        int dogAsCat,
        int dogAsDog,
        @Nullable List<Integer> confidence) {

    /**
     * Creates a score without a histogram of confidence.
     *
     * @param catAsCat number of cats predicted as cats
     * @param catAsDog number of cats predicted as dogs
     * @param dogAsCat number of dogs predicted as cats
     * @param dogAsDog number of dogs predicted as dogs
     */
    public Score(int catAsCat, int catAsDog, int dogAsCat, int dogAsDog) {
        this(catAsCat, catAsDog, dogAsCat, dogAsDog, null);
    }

    /**
     * Scores the output of a network.
     *
     * @param labels label of each image, 0 or 1
     * @param probabilities probability of the second class for each image, 0 to 1, in the same order
     * @return the score
     */
    public static Score of(Iterable<Integer> labels, float[] probabilities) {
        int[][] counts = new int[2][2];
        int[] confidence = new int[ConfidenceBins.BOUNDS.size()];
        Iterator<Integer> label = labels.iterator();
        for (float probability : probabilities) {
            counts[label.next()][Prediction.labelIndex(probability)]++;
            confidence[ConfidenceBins.ofConfidence(Prediction.confidence(probability))]++;
        }
        return new Score(
                counts[0][0],
                counts[0][1],
                counts[1][0],
                counts[1][1],
                Arrays.stream(confidence).boxed().toList());
    }

    /**
     * Scores predictions.
     *
     * @param predictions predictions for labeled images
     * @return the score
     */
    public static Score of(List<LabeledPrediction> predictions) {
        float[] probabilities = new float[predictions.size()];
        for (int i = 0; i < probabilities.length; i++) {
            probabilities[i] = predictions.get(i).probability();
        }
        return of(predictions.stream().map(LabeledPrediction::label).toList(), probabilities);
    }

    /**
     * Reads the test score of a model card.
     *
     * @param card the card
     * @return the score; empty if the card has none
     */
    public static Optional<Score> ofTest(ModelCard card) {
        return Optional.ofNullable(card.test()).map(Score::of);
    }

    /**
     * Reads a score of a model card.
     *
     * @param evaluation the evaluation of the card
     * @return the score
     */
    public static Score of(Evaluation evaluation) {
        List<List<Integer>> rows = evaluation.confusion();
        return new Score(
                rows.get(0).get(0),
                rows.get(0).get(1),
                rows.get(1).get(0),
                rows.get(1).get(1),
                evaluation.confidence());
    }

    /**
     * Returns whether another score has the same confusion matrix.
     *
     * @param other the other score
     * @return whether all four counts are equal
     */
    public boolean hasConfusionOf(Score other) {
        return evaluation().confusion().equals(other.evaluation().confusion());
    }

    /** {@return the number of images} */
    public int images() {
        return catAsCat + catAsDog + dogAsCat + dogAsDog;
    }

    /** {@return the number of correct predictions} */
    public int correct() {
        return catAsCat + dogAsDog;
    }

    /** {@return the share of correct predictions, 0 to 1; 0 without images} */
    public double accuracy() {
        return images() == 0 ? 0 : (double) correct() / images();
    }

    /** {@return the score for the model card} */
    public Evaluation evaluation() {
        return new Evaluation(
                images(), accuracy(), List.of(List.of(catAsCat, catAsDog), List.of(dogAsCat, dogAsDog)), confidence);
    }

    /** {@return the line {@code accuracy 0.8035} and the confusion matrix, one row per class} */
    public String report() {
        return String.format(
                Locale.ROOT,
                "accuracy %.4f%n%n%24s%15s%n%-12s%12d%15d%n%-12s%12d%15d",
                accuracy(),
                "predicted cat",
                "predicted dog",
                "actual cat",
                catAsCat,
                catAsDog,
                "actual dog",
                dogAsCat,
                dogAsDog);
    }
}
