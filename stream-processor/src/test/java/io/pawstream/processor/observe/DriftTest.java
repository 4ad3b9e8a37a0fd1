package io.pawstream.processor.observe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pawstream.model.Evaluation;
import io.pawstream.model.ModelCard;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class DriftTest {

    /** Half cats, half dogs, all with high confidence. */
    private static final Evaluation TEST = new Evaluation(
            2_000, 0.9, List.of(List.of(900, 100), List.of(100, 900)), List.of(0, 0, 0, 0, 0, 0, 0, 0, 0, 2_000));

    private final AtomicLong nanoTime = new AtomicLong();
    private final Drift drift = new Drift(1_000, nanoTime::get);

    @Test
    void predictionsLikeThoseOnTheTestPhotosHaveNotDrifted() {
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
    void isUnknownForFewPredictionsAndForCardsWithoutCounts() {
        classify(card(TEST), 499, 0.7, 0.5);
        assertThat(drift.readings().get(0).confidence()).isEmpty();
        classify(card(new Evaluation(4, 1, List.of(List.of(2, 0), List.of(0, 2)), null)), 600, 0.7, 0.5);
        assertThat(drift.readings().get(1).confidence()).isEmpty();
        assertThat(drift.readings().get(1).classes()).isPresent();
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
        return TestResults.card("a", test.confidence() == null ? "1" : "2").withTest(test);
    }

    private void classify(ModelCard card, int images, double confidence, double dogs) {
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < images; i++) {
            double dog = random.nextDouble() < dogs ? confidence : 1 - confidence;
            drift.classified(TestResults.classified("image-" + i, card, dog, null), TestResults.RECORD);
        }
    }
}
