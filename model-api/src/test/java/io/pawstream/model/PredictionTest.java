package io.pawstream.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.pawstream.model.Prediction.ClassProbability;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PredictionTest {

    private static final List<String> CLASSES = List.of("dog", "cat", "fox");

    @ParameterizedTest
    @CsvSource({"0.5, 0.3, 0.2, 0, dog", "0.3, 0.5, 0.2, 1, cat", "0.1, 0.2, 0.7, 2, fox", "0, 0, 1, 2, fox"})
    void theLabelIsTheMostProbableClass(float dog, float cat, float fox, int index, String label) {
        Prediction prediction = Prediction.of(CLASSES, row(dog, cat, fox), 5);

        assertThat(prediction.labelIndex()).isEqualTo(index);
        assertThat(prediction.label()).isEqualTo(label);
        assertThat(prediction.probability()).isEqualTo(Math.max(dog, Math.max(cat, fox)));
    }

    @Test
    void classesAreRankedByProbability() {
        assertThat(Prediction.of(CLASSES, row(0.25f, 0.125f, 0.625f), 5).top())
                .containsExactly(
                        new ClassProbability("fox", 0.625),
                        new ClassProbability("dog", 0.25),
                        new ClassProbability("cat", 0.125));
        assertThat(Prediction.of(CLASSES, row(0.25f, 0.125f, 0.625f), 2).top())
                .extracting(ClassProbability::label)
                .containsExactly("fox", "dog");
    }

    @Test
    void ofEqualProbabilitiesTheFirstClassComesFirst() {
        assertThat(Prediction.of(CLASSES, row(0.25f, 0.5f, 0.25f), 3).top())
                .extracting(ClassProbability::label)
                .containsExactly("cat", "dog", "fox");
        assertThat(Prediction.of(List.of("a", "b"), row(0.5f, 0.5f), 1).label()).isEqualTo("a");
    }

    /** Compares with a full sort, for rows with many equal values. */
    @Test
    void theRankingIsThatOfAStableSort() {
        Random random = new Random(1);
        for (int classes = 1; classes < 60; classes++) {
            float[] values = new float[classes];
            List<Integer> sorted = new ArrayList<>();
            for (int i = 0; i < classes; i++) {
                values[i] = random.nextInt(20) / 20f;
                sorted.add(i);
            }
            sorted.sort(Collections.reverseOrder(Comparator.comparing(i -> values[i])));
            for (int count = 1; count <= classes; count++) {
                int[] ranked = Prediction.ranked(FloatBuffer.wrap(values), count);
                assertThat(IntStream.of(ranked).boxed().toList()).isEqualTo(sorted.subList(0, count));
            }
        }
    }

    @Test
    void aRowStartsAtThePositionOfItsBuffer() {
        FloatBuffer rows = row(1, 0, 0, 0, 0, 1).position(3);

        assertThat(Prediction.of(CLASSES, rows, 1).label()).isEqualTo("fox");
        assertThat(rows.position()).isEqualTo(3);
    }

    @Test
    void eachClassNeedsAProbability() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Prediction.of(CLASSES, row(0.5f, 0.5f), 5))
                .withMessageContaining("2 probabilities of 3 classes");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Prediction.of(CLASSES, row(1, 0, 0), 0))
                .withMessageContaining("at least one kept");
        assertThatIllegalArgumentException().isThrownBy(() -> new Prediction(0, List.of()));
    }

    private static FloatBuffer row(float... values) {
        return FloatBuffer.wrap(values);
    }
}
