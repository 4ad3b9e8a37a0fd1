package io.pawstream.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PredictionTest {

    private static final List<String> CLASSES = List.of("dog", "cat");

    @ParameterizedTest
    @CsvSource({"0, 0, dog", "0.25, 0, dog", "0.49999997, 0, dog", "0.5, 1, cat", "0.75, 1, cat", "1, 1, cat"})
    void theLabelIsTheSecondClassFromOneHalfOn(float output, int index, String label) {
        Prediction prediction = Prediction.ofBinary(CLASSES, output);

        assertThat(prediction.labelIndex()).isEqualTo(index);
        assertThat(prediction.label()).isEqualTo(label);
        assertThat(Prediction.labelIndex(output)).isEqualTo(index);
    }

    /** The difference to 1 is one of doubles: as a float, 1 - 0.1f is 0.9f, which is 0.8999999761581421. */
    @Test
    void probabilitiesAreThoseOfTheFloatWidenedToADouble() {
        Prediction prediction = Prediction.ofBinary(CLASSES, 0.1f);

        assertThat(prediction.probability()).isEqualTo(0.8999999985098839);
        assertThat(prediction.probabilities())
                .containsExactly(Map.entry("dog", 0.8999999985098839), Map.entry("cat", 0.10000000149011612));
        assertThat(Prediction.confidence(0.1f)).isEqualTo(0.8999999985098839);
    }

    @Test
    void probabilitiesKeepTheOrderOfTheClasses() {
        assertThat(Prediction.ofBinary(List.of("a", "b"), 0.9f).probabilities()).containsOnlyKeys("a", "b");
        assertThat(Prediction.ofBinary(List.of("b", "a"), 0.9f).probabilities().keySet())
                .containsExactly("b", "a");
    }

    @Test
    void probabilitiesCannotBeModified() {
        Map<String, Double> probabilities = Prediction.ofBinary(CLASSES, 0.9f).probabilities();

        assertThatExceptionOfType(UnsupportedOperationException.class).isThrownBy(() -> probabilities.put("dog", 1.0));
    }

    @ParameterizedTest
    @ValueSource(floats = {-0.1f, 1.1f, Float.NaN, Float.POSITIVE_INFINITY})
    void anOutputThatIsNoProbabilityIsInvalid(float output) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Prediction.ofBinary(CLASSES, output))
                .withMessage("probability is " + output + "; it must be 0 to 1");
    }

    @Test
    void oneOutputNeedsTwoClasses() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Prediction.ofBinary(List.of("dog"), 0.5f))
                .withMessageContaining("[dog]");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Prediction.ofBinary(List.of("dog", "cat", "bird"), 0.5f))
                .withMessageContaining("[dog, cat, bird]");
    }

    @Test
    void equalPredictionsHaveEqualProbabilities() {
        Prediction prediction = Prediction.ofBinary(CLASSES, 0.75f);

        assertThat(prediction)
                .isEqualTo(Prediction.ofBinary(CLASSES, 0.75f))
                .hasSameHashCodeAs(Prediction.ofBinary(CLASSES, 0.75f))
                .isNotEqualTo(Prediction.ofBinary(CLASSES, 0.8f))
                .hasToString("cat {dog=0.25, cat=0.75}");
    }
}
