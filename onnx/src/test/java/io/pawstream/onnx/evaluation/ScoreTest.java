package io.pawstream.onnx.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.pawstream.model.ConfidenceBins;
import io.pawstream.onnx.TestScores;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ScoreTest {

    private static final List<String> PETS = List.of("cat", "dog", "fox");
    private static final List<Integer> LABELS = List.of(0, 0, 1, 2, 2);
    private static final float[] PROBABILITIES = {
        0.9f, 0.1f, 0, // a cat
        0.4f, 0.4f, 0.2f, // a tie, which is the first class
        0.5f, 0.2f, 0.3f, // a dog as a cat
        0, 0.3f, 0.7f, // a fox
        0, 1, 0, // a fox as a dog
    };

    @Test
    void theMostProbableClassIsPredicted() {
        Score score = Score.of(3, LABELS, PROBABILITIES);
        assertThat(score.evaluation().confusion())
                .isEqualTo(List.of(List.of(2, 0, 0), List.of(1, 0, 0), List.of(0, 1, 1)));
        assertThat(score.evaluation().perClass().images()).containsExactly(2, 1, 2);
        assertThat(score.evaluation().perClass().correct()).containsExactly(2, 0, 1);
        assertThat(score.evaluation().perClass().predicted()).containsExactly(3, 1, 1);
        assertThat(score.images()).isEqualTo(5);
        assertThat(score.correct()).isEqualTo(3);
        assertThat(score.accuracy()).isEqualTo(0.6);
        assertThat(score.evaluation().top5()).as("no more than five classes").isNull();
    }

    @Test
    void predictionsAreCountedByConfidence() {
        List<Integer> bins = Score.of(3, LABELS, PROBABILITIES).evaluation().confidence();
        assertThat(bins).hasSameSizeAs(ConfidenceBins.BOUNDS);
        assertThat(bins.stream().mapToInt(Integer::intValue).sum()).isEqualTo(5);
        assertThat(bins.get(ConfidenceBins.ofConfidence(0.4f))).isEqualTo(1);
        assertThat(bins.get(ConfidenceBins.ofConfidence(0.5f))).isEqualTo(1);
        assertThat(bins.get(19)).as("1.0").isEqualTo(1);
    }

    @Test
    void theCalibrationErrorIsTheMeanDifferenceBetweenConfidenceAndAccuracy() {
        // In (0.9, 1]: 0.95 on average, of which 2 of 3 are correct. In (0.7, 0.8]: 0.8, which is correct.
        float[] rows = {0.92f, 0.08f, 0.98f, 0.02f, 0.95f, 0.05f, 0.2f, 0.8f};
        assertThat(Score.of(2, List.of(0, 0, 1, 1), rows).evaluation().calibrationError())
                .isCloseTo((3 * (0.95 - 2 / 3.0) + 0.2) / 4, within(1e-6));
        assertThat(Score.of(2, List.of(0), new float[] {1, 0}).evaluation().calibrationError())
                .isZero();
    }

    @Test
    void labeledPredictionsHaveTheSameScore() {
        List<LabeledPrediction> predictions = IntStream.range(0, LABELS.size())
                .mapToObj(i ->
                        LabeledPrediction.of("image " + i, LABELS.get(i), FloatBuffer.wrap(PROBABILITIES, 3 * i, 3)))
                .toList();
        assertThat(Score.of(3, predictions)).isEqualTo(Score.of(3, LABELS, PROBABILITIES));
        assertThat(predictions).extracting(LabeledPrediction::isWrong).containsExactly(false, false, true, false, true);
        assertThat(predictions.get(2).ranked()).containsExactly(0, 2, 1);
        assertThat(predictions.get(2).confidence()).isEqualTo(0.5);
    }

    @Test
    void aCardKeepsTheScore() {
        Score score = Score.of(3, LABELS, PROBABILITIES);
        assertThat(Score.of(score.evaluation())).isEqualTo(score);
        assertThat(score.hasConfusionOf(TestScores.of(2, 0, 0, 1, 0, 0, 0, 1, 1)))
                .as("with other confidences")
                .isTrue();
        assertThat(score.hasConfusionOf(TestScores.of(2, 0, 0, 0, 1, 0, 0, 0, 2)))
                .isFalse();
        assertThat(TestScores.of(0, 1, 1, 1, 0, 1, 1, 1, 0).hasConfusionOf(TestScores.of(0, 2, 0, 0, 0, 2, 2, 0, 0)))
                .as("the same sums")
                .isFalse();
    }

    @Test
    void aScoreWithoutImagesHasNoAccuracy() {
        assertThat(TestScores.of(0, 0, 0, 0).accuracy()).isZero();
        assertThat(TestScores.of(0, 0, 0, 0).report(List.of("cat", "dog"))).contains("accuracy 0.0000");
    }

    @Test
    void theReportHasTheConfusionMatrixAndRecalls() {
        assertThat(TestScores.of(1103, 74, 59, 1090)
                        .report(List.of("cat", "dog"))
                        .lines())
                .containsExactly(
                        "accuracy 0.9428",
                        "expected calibration error 0.0572",
                        "",
                        "predicted    cat   dog  recall",
                        "actual cat  1103    74  0.9371",
                        "actual dog    59  1090  0.9487");
        assertThat(TestScores.of(7, 2, 1, 0, 0, 0, 0, 10, 990).report(PETS).lines())
                .as("a class without images")
                .containsExactly(
                        "accuracy 0.9871",
                        "expected calibration error 0.0129",
                        "",
                        "predicted   cat  dog  fox  recall",
                        "actual cat    7    2    1  0.7000",
                        "actual dog    0    0    0       -",
                        "actual fox    0   10  990  0.9900");
    }

    @Test
    void longNamesAreCutAndControlCharactersEscaped() {
        assertThat(TestScores.of(1, 0, 0, 1)
                        .report(List.of("a class whose name does not fit", "d\u001b"))
                        .lines())
                .contains("predicted                        a class whose name do...  d\\u001b  recall")
                .contains("actual d\\u001b                                          0        1  1.0000");
    }

    /**
     * Each class has 4 images. One of each of the first 50 classes, and two of class 7, are predicted as class 999 - i; the
     * true class is the third.
     */
    private static Score aThousandClasses() {
        float[] probabilities = new float[4 * 1_000 * 1_000];
        List<Integer> labels = IntStream.range(0, 4_000).mapToObj(i -> i / 4).toList();
        for (int image = 0; image < labels.size(); image++) {
            int label = labels.get(image);
            boolean wrong = label < 50 && image % 4 < (label == 7 ? 2 : 1);
            probabilities[image * 1_000 + label] = wrong ? 0.1f : 0.9f;
            probabilities[image * 1_000 + 999 - label] = wrong ? 0.5f : 0;
            probabilities[image * 1_000 + 500] += 0.2f * (wrong ? 1 : 0);
        }
        return Score.of(1_000, labels, probabilities);
    }

    @Test
    void manyClassesHaveTheTopFiveAndNoConfusionMatrix() {
        Score score = aThousandClasses();
        assertThat(score.accuracy()).isEqualTo((4_000 - 51) / 4_000.0);
        assertThat(score.evaluation().top5()).isEqualTo(1.0);
        assertThat(score.evaluation().confusion()).isNull();
        assertThat(score.evaluation().perClass().correct().get(7)).isEqualTo(2);
        assertThat(score.evaluation().perClass().predicted().get(992)).isEqualTo(6);
        assertThat(score.hasConfusionOf(aThousandClasses())).isTrue();
    }

    @Test
    void theReportOfManyClassesHasTheLowestRecalls() {
        List<String> classes =
                IntStream.range(0, 1_000).mapToObj(i -> "class " + i).toList();
        assertThat(aThousandClasses().report(classes).lines())
                .hasSize(15)
                .startsWith(
                        "accuracy 0.9873",
                        "top-5 accuracy 1.0000",
                        "expected calibration error 0.1051",
                        "",
                        "lowest recall  images  correct  recall",
                        "class 7             4        2  0.5000",
                        "class 0             4        3  0.7500",
                        "class 1             4        3  0.7500")
                .endsWith("class 9             4        3  0.7500");
    }

    @Test
    void upToAHundredClassesNameTheMostFrequentMistake() {
        int[] confusion = new int[11 * 11];
        confusion[3 * 11 + 3] = 5;
        confusion[3 * 11 + 1] = 1;
        confusion[3 * 11 + 7] = 4;
        confusion[3 * 11 + 8] = 4;
        confusion[9 * 11 + 9] = 2;
        Score score = TestScores.of(confusion);
        assertThat(score.mostConfusedWith(3)).hasValue(7);
        assertThat(score.mostConfusedWith(9)).isEmpty();
        List<String> classes =
                IntStream.range(0, 11).mapToObj(i -> "class " + i).toList();
        assertThat(score.report(classes).lines())
                .endsWith(
                        "lowest recall  images  correct  recall  most confused with",
                        "class 3            14        5  0.3571             class 7",
                        "class 9             2        2  1.0000                   -");
    }

    @Test
    void aClassThatIsNotAmongTheFirstFiveCounts() {
        float[] rows = {0.3f, 0.2f, 0.15f, 0.14f, 0.13f, 0.08f, 0.3f, 0.2f, 0.15f, 0.14f, 0.13f, 0.08f};
        Score score = Score.of(6, List.of(4, 5), rows);
        assertThat(score.evaluation().top5()).isEqualTo(0.5);
        assertThat(score.evaluation().confusion()).hasSize(6);
    }
}
