package io.pawstream.processor.observe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pawstream.contract.event.ImageIdentity;
import io.pawstream.model.ConfidenceBins;
import io.pawstream.model.Evaluation;
import io.pawstream.model.ImageSize;
import io.pawstream.model.ModelCard;
import io.pawstream.model.Prediction;
import io.pawstream.processor.models.FakeNetwork;
import io.pawstream.processor.pipeline.Result.Classified;
import io.pawstream.processor.pipeline.Result.StageTimes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DriftTest {

    /** Half cats, half dogs, all with high confidence. */
    private static final Evaluation TEST = test(List.of(1_000, 1_000));

    private static final ImageIdentity IMAGE = new ImageIdentity("id", "test", null, null);

    private final Map<String, ModelCard> cards = new HashMap<>();
    private final AtomicLong nanoTime = new AtomicLong();
    private final Drift drift = new Drift(1_000, nanoTime::get);

    @Test
    void predictionsLikeThoseOnTheTestSplitHaveNotDrifted() {
        classify(card(TEST), 1_000, 0.98, 0.5);
        Drift.Reading reading = drift.readings().get(0);
        assertThat(reading.confidence().orElseThrow()).isLessThan(0.01);
        assertThat(reading.classes().orElseThrow()).isLessThan(0.05);
    }

    @Test
    void lowConfidenceIsADriftOfTheConfidence() {
        classify(card(TEST), 1_000, 0.7, 0.5);
        Drift.Reading reading = drift.readings().get(0);
        assertThat(reading.confidence().orElseThrow()).isGreaterThan(0.25);
        assertThat(reading.classes().orElseThrow()).isLessThan(0.05);
    }

    @Test
    void manyMoreDogsAreADriftOfTheClasses() {
        classify(card(TEST), 1_000, 0.98, 0.9);
        Drift.Reading reading = drift.readings().get(0);
        assertThat(reading.confidence().orElseThrow()).isLessThan(0.01);
        assertThat(reading.classes().orElseThrow()).isGreaterThan(0.25);
    }

    @Test
    void onlyTheLastPredictionsCount() {
        classify(card(TEST), 1_000, 0.7, 0.5);
        classify(card(TEST), 1_000, 0.98, 0.5);
        assertThat(drift.readings()).singleElement().satisfies(reading -> assertThat(
                        reading.confidence().orElseThrow())
                .isLessThan(0.01));
    }

    @Test
    void isUnknownForFewPredictions() {
        classify(card(TEST), 499, 0.7, 0.5);
        assertThat(drift.readings().get(0).confidence()).isEmpty();
        assertThat(drift.readings().get(0).classes()).isEmpty();
    }

    @Test
    void isOffForAModelWithoutTestResults() {
        classify(TestResults.card("a", "1"), 1_000, 0.7, 0.5);
        assertThat(drift.readings()).isEmpty();
    }

    @Test
    void manyClassesDriftOnlyIfTheirSharesChange() {
        List<Integer> predicted = new ArrayList<>(Collections.nCopies(1_000, 2));
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < 1_000; i++) {
            add("same", predicted, random.nextInt(1_000));
            add("changed", predicted, random.nextInt(1_000) < 200 ? 17 : random.nextInt(1_000));
        }
        assertThat(drift.readings().get(0).classes().orElseThrow()).isLessThan(0.1);
        assertThat(drift.readings().get(1).classes().orElseThrow()).isGreaterThan(0.1);
    }

    @Test
    void predictionsOfClassesThatTheTestNeverPredictedAreADrift() {
        List<Integer> predicted = new ArrayList<>(Collections.nCopies(100_000, 0));
        predicted.set(99_998, 1_000);
        predicted.set(99_999, 1_000);
        for (int i = 0; i < 1_000; i++) {
            add("huge", predicted, i);
        }
        assertThat(drift.readings().get(0).classes().orElseThrow()).isGreaterThan(1);
    }

    @Test
    void aSmallTestSplitIsNoDrift() {
        SplittableRandom random = new SplittableRandom(1);
        for (int model = 0; model < 16; model++) {
            ModelCard card = TestResults.card("model-" + model, "1").withTest(test(90, random));
            for (int i = 0; i < 1_000; i++) {
                classify(card, random.nextInt(2), confidence(random));
            }
        }
        assertThat(drift.readings()).hasSize(16).allSatisfy(reading -> {
            assertThat(reading.confidence().orElseThrow()).isLessThan(0.25);
            assertThat(reading.classes().orElseThrow()).isLessThan(0.25);
        });
    }

    @Test
    void isOffForAModelWithTooFewTestResults() {
        SplittableRandom random = new SplittableRandom(1);
        ModelCard card = TestResults.card("a", "1").withTest(test(49, random));
        for (int i = 0; i < 1_000; i++) {
            classify(card, random.nextInt(2), confidence(random));
        }
        assertThat(drift.readings()).isEmpty();
    }

    /** Mostly high. */
    private static double confidence(SplittableRandom random) {
        return 1 - random.nextDouble() * random.nextDouble();
    }

    private static Evaluation test(int images, SplittableRandom random) {
        List<Integer> predicted = new ArrayList<>(Collections.nCopies(2, 0));
        List<Integer> confidence = new ArrayList<>(Collections.nCopies(20, 0));
        for (int i = 0; i < images; i++) {
            predicted.set(i % 2, predicted.get(i % 2) + 1);
            int bin = ConfidenceBins.ofConfidence(confidence(random));
            confidence.set(bin, confidence.get(bin) + 1);
        }
        return new Evaluation(
                images, 0.9, null, new Evaluation.ClassCounts(predicted, predicted, predicted), null, confidence, null);
    }

    private void classify(ModelCard card, int label, double confidence) {
        Prediction prediction = new Prediction(label, List.of(new Prediction.ClassProbability("any", confidence)));
        drift.classified(new Classified(IMAGE, card, 3, prediction, new StageTimes(0, 0, 0), null), TestResults.RECORD);
    }

    private void add(String model, List<Integer> predicted, int label) {
        List<String> classes =
                IntStream.range(0, predicted.size()).mapToObj(Integer::toString).toList();
        ModelCard card = cards.computeIfAbsent(model, name -> new FakeNetwork(classes, new ImageSize(4, 4))
                .card(name, "1")
                .withTest(test(predicted)));
        classify(card, label, 0.98);
    }

    private static Evaluation test(List<Integer> predicted) {
        List<Integer> confidence = new ArrayList<>(Collections.nCopies(19, 0));
        confidence.add(2_000);
        return new Evaluation(
                2_000, 0.9, null, new Evaluation.ClassCounts(predicted, predicted, predicted), null, confidence, null);
    }

    @Test
    void leavesOutModelsThatNoLongerClassify() {
        classify(card(TEST), 1_000, 0.7, 0.5);
        nanoTime.addAndGet(TimeUnit.MINUTES.toNanos(31));
        assertThat(drift.readings()).isEmpty();
        classify(card(TEST), 1, 0.98, 0.5);
        assertThat(drift.readings()).hasSize(1);
    }

    @Test
    void rejectsAWindowThatIsTooSmall() {
        assertThatThrownBy(() -> new Drift(10)).hasMessage("drift window is 10 predictions; it must be at least 500");
    }

    private static ModelCard card(Evaluation test) {
        return TestResults.card("a", "1").withTest(test);
    }

    private void classify(ModelCard card, int images, double confidence, double dogs) {
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < images; i++) {
            double dog = random.nextDouble() < dogs ? confidence : 1 - confidence;
            drift.classified(TestResults.classified("image-" + i, card, dog, null), TestResults.RECORD);
        }
    }
}
