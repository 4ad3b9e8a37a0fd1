package io.pawstream.trainer.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class TeacherTest {

    private static double logit(float probability) {
        return Math.log(probability / (1.0 - probability));
    }

    @Test
    void aRightAnswerIsSoftenedAndKeepsHowSureItWas() {
        float sure = Teacher.target(0.99f, true);
        float unsure = Teacher.target(0.6f, true);
        assertThat(logit(sure)).isCloseTo(logit(0.99f) / 3, within(1e-4));
        assertThat(logit(unsure)).isCloseTo(logit(0.6f) / 3, within(1e-4));
        assertThat(Teacher.target(0.01f, false)).isCloseTo(1 - sure, within(1e-5f));
    }

    @Test
    void theLabelIsTakenWhereTheTeacherIsWrong() {
        assertThat(logit(Teacher.target(0.2f, true))).isCloseTo(8 / 3.0, within(1e-4));
        assertThat(logit(Teacher.target(0.7f, false))).isCloseTo(-8 / 3.0, within(1e-4));
    }

    @Test
    void answersThatAFloatCannotTellFromCertaintyAreFinite() {
        assertThat(logit(Teacher.target(1, true))).isCloseTo(8 / 3.0, within(1e-4));
        assertThat(logit(Teacher.target(0, false))).isCloseTo(-8 / 3.0, within(1e-4));
    }
}
