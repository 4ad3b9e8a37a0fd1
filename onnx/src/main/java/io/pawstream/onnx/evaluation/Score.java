package io.pawstream.onnx.evaluation;

import io.pawstream.model.ConfidenceBins;
import io.pawstream.model.Evaluation;
import io.pawstream.model.Evaluation.ClassCounts;
import io.pawstream.model.ModelCard;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/**
 * The score of a model on labeled images.
 *
 * @param evaluation the results, as on a model card
 */
public record Score(Evaluation evaluation) {

    /** Maximum number of classes of a confusion matrix that is shown. */
    public static final int MOST_READABLE = 10;

    /**
     * Scores the output of a network.
     *
     * @param classes number of classes, at least 2
     * @param labels class of each image, from 0
     * @param probabilities probability of each class, 0 to 1: a row of {@code classes} for each image, in the same
     *     order
     * @return the score
     */
    public static Score of(int classes, Iterable<Integer> labels, float[] probabilities) {
        Counts counts = new Counts(classes);
        Iterator<Integer> label = labels.iterator();
        for (int row = 0; row < probabilities.length; row += classes) {
            counts.add(LabeledPrediction.of("", label.next(), FloatBuffer.wrap(probabilities, row, classes)));
        }
        return counts.score();
    }

    /**
     * Scores predictions.
     *
     * @param classes number of classes, at least 2
     * @param predictions predictions for labeled images
     * @return the score
     */
    public static Score of(int classes, List<LabeledPrediction> predictions) {
        Counts counts = new Counts(classes);
        predictions.forEach(counts::add);
        return counts.score();
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
        return new Score(evaluation);
    }

    /**
     * Returns whether another score has the same counts.
     *
     * @param other the other score
     * @return whether the images of each class are assigned to the same classes, as far as both scores have the counts
     */
    public boolean hasConfusionOf(Score other) {
        return evaluation.perClass().equals(other.evaluation.perClass())
                && (evaluation.confusion() == null
                        || other.evaluation.confusion() == null
                        || evaluation.confusion().equals(other.evaluation.confusion()));
    }

    /** {@return the number of images} */
    public int images() {
        return evaluation.images();
    }

    /** {@return the number of correct predictions} */
    public int correct() {
        return evaluation.perClass().correct().stream()
                .mapToInt(Integer::intValue)
                .sum();
    }

    /** {@return the share of correct predictions, 0 to 1; 0 without images} */
    public double accuracy() {
        return evaluation.accuracy();
    }

    /**
     * Returns the recall of a class.
     *
     * @param label the class, from 0
     * @return the share of its images that are assigned to it, 0 to 1; NaN without images
     */
    public double recall(int label) {
        return (double) evaluation.perClass().correct().get(label)
                / evaluation.perClass().images().get(label);
    }

    /** {@return the classes that have images, lowest recall first; of equal ones, the first in the order of the card} */
    public List<Integer> byRecall() {
        return IntStream.range(0, evaluation.perClass().images().size())
                .boxed()
                .filter(label -> evaluation.perClass().images().get(label) > 0)
                .sorted(Comparator.comparingDouble(this::recall))
                .toList();
    }

    /**
     * Finds what the images of a class are mistaken for.
     *
     * @param label the class, from 0
     * @return the class that most of its wrong predictions name; empty without wrong predictions, or without a confusion
     *     matrix
     */
    public OptionalInt mostConfusedWith(int label) {
        List<List<Integer>> confusion = evaluation.confusion();
        if (confusion == null) {
            return OptionalInt.empty();
        }
        List<Integer> row = confusion.get(label);
        return IntStream.range(0, row.size())
                .filter(predicted -> predicted != label && row.get(predicted) > 0)
                .reduce((best, predicted) -> row.get(predicted) > row.get(best) ? predicted : best);
    }

    /** {@return the confusion matrix if it is readable; empty with more than {@value #MOST_READABLE} classes} */
    public List<List<Integer>> matrix() {
        List<List<Integer>> confusion = evaluation.confusion();
        return confusion == null || confusion.size() > MOST_READABLE ? List.of() : confusion;
    }

    /**
     * Describes the score for a terminal.
     *
     * @param classes names of the classes, in the order of the card
     * @return the accuracies, and either the confusion matrix or the classes with the lowest recall
     */
    public String report(List<String> classes) {
        return new ScoreReport(classes, this).text();
    }

    private static final class Counts {
        private final int[] images;
        private final int[] correct;
        private final int[] predicted;
        private final int[][] confusion;
        private final int[] confidence = new int[ConfidenceBins.BOUNDS.size()];
        private final Calibration calibration = new Calibration();
        private int inTop;

        Counts(int classes) {
            images = new int[classes];
            correct = new int[classes];
            predicted = new int[classes];
            int rows = classes <= ModelCard.MOST_CONFUSION_CLASSES ? classes : 0;
            confusion = new int[rows][rows];
        }

        void add(LabeledPrediction prediction) {
            images[prediction.label()]++;
            predicted[prediction.predictedLabel()]++;
            if (!prediction.isWrong()) {
                correct[prediction.label()]++;
            }
            if (prediction.isInTop()) {
                inTop++;
            }
            if (confusion.length > 0) {
                confusion[prediction.label()][prediction.predictedLabel()]++;
            }
            calibration.add(prediction);
            confidence[ConfidenceBins.ofConfidence(prediction.confidence())]++;
        }

        Score score() {
            int all = Arrays.stream(images).sum();
            return new Score(new Evaluation(
                    all,
                    share(Arrays.stream(correct).sum(), all),
                    images.length > ModelCard.TOP ? share(inTop, all) : null,
                    new ClassCounts(list(images), list(correct), list(predicted)),
                    confusion.length == 0
                            ? null
                            : Arrays.stream(confusion).map(Counts::list).toList(),
                    list(confidence),
                    calibration.error()));
        }

        private static double share(int count, int all) {
            return all == 0 ? 0 : (double) count / all;
        }

        private static List<Integer> list(int[] counts) {
            return Arrays.stream(counts).boxed().toList();
        }
    }
}
