package io.pawstream.onnx.evaluation;

import io.pawstream.model.ConfidenceBins;
import io.pawstream.model.ModelCard;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;

/**
 * Counts of images by true and predicted class; an image is a dog from probability 0.5 on.
 *
 * @param catAsCat cats that were called cats, and so on
 * @param confidence counts by {@link ConfidenceBins}, or null if they are not known
 */
public record Score(int catAsCat, int catAsDog, int dogAsCat, int dogAsDog, List<Integer> confidence) {

    /** Without the counts by confidence. */
    public Score(int catAsCat, int catAsDog, int dogAsCat, int dogAsDog) {
        this(catAsCat, catAsDog, dogAsCat, dogAsDog, null);
    }

    /** Counts probabilities of the second class against labels, in the same order. */
    public static Score of(Iterable<Integer> labels, float[] probabilities) {
        int[][] counts = new int[2][2];
        int[] confidence = new int[ConfidenceBins.BOUNDS.size()];
        Iterator<Integer> label = labels.iterator();
        for (float probability : probabilities) {
            counts[label.next()][probability >= 0.5f ? 1 : 0]++;
            confidence[ConfidenceBins.of(probability)]++;
        }
        return new Score(
                counts[0][0],
                counts[0][1],
                counts[1][0],
                counts[1][1],
                Arrays.stream(confidence).boxed().toList());
    }

    /** Counts predictions. */
    public static Score of(List<LabelledPrediction> predictions) {
        float[] probabilities = new float[predictions.size()];
        for (int i = 0; i < probabilities.length; i++) {
            probabilities[i] = predictions.get(i).probability();
        }
        return of(predictions.stream().map(LabelledPrediction::label).toList(), probabilities);
    }

    /** The counts of a model card. */
    public static Score of(ModelCard.Evaluation evaluation) {
        List<List<Integer>> rows = evaluation.confusion();
        return new Score(
                rows.get(0).get(0),
                rows.get(0).get(1),
                rows.get(1).get(0),
                rows.get(1).get(1),
                evaluation.confidence());
    }

    /** Whether the counts by class are the same. */
    public boolean hasConfusionOf(Score other) {
        return evaluation().confusion().equals(other.evaluation().confusion());
    }

    /** Number of images. */
    public int images() {
        return catAsCat + catAsDog + dogAsCat + dogAsDog;
    }

    /** Share of images called right, 0 to 1; 0 if there are none. */
    public double accuracy() {
        return images() == 0 ? 0 : (double) (catAsCat + dogAsDog) / images();
    }

    /** For the model card. */
    public ModelCard.Evaluation evaluation() {
        return new ModelCard.Evaluation(
                images(), accuracy(), List.of(List.of(catAsCat, catAsDog), List.of(dogAsCat, dogAsDog)), confidence);
    }

    /** The line {@code accuracy 0.8035} and the confusion matrix below it. */
    public String report() {
        return String.format(
                Locale.ROOT,
                "accuracy %.4f%n%n           called cat  called dog%nis cat     %10d  %10d%nis dog     %10d  %10d",
                accuracy(),
                catAsCat,
                catAsDog,
                dogAsCat,
                dogAsDog);
    }
}
