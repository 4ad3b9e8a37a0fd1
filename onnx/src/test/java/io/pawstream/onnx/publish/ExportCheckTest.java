package io.pawstream.onnx.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pawstream.model.ModelException;
import io.pawstream.onnx.TestScores;
import io.pawstream.onnx.evaluation.Score;
import org.junit.jupiter.api.Test;

class ExportCheckTest {

    private static final Score EXACT = TestScores.of(100, 0, 0, 100);

    @Test
    void probabilitiesMayDifferByOneTenThousandth() throws ModelException {
        assertThat(ExportCheck.requireSame("m", new float[] {0.5f}, new float[] {0.50005f}))
                .isBetween(4e-5, 6e-5);
        assertThatThrownBy(() -> ExportCheck.requireSame("m", new float[] {0.5f}, new float[] {0.5002f}))
                .isInstanceOf(ModelException.class)
                .hasMessage("m is not published: its export predicts 0.500200, the trained network 0.500000; allowed"
                        + " difference 1e-04");
        assertThatThrownBy(() -> ExportCheck.requireSame("m", new float[] {0.5f}, new float[] {Float.NaN}))
                .isInstanceOf(ModelException.class);
    }

    @Test
    void accuracyMayDropByHalfAPoint() throws ModelException {
        Score allowed = TestScores.of(99, 1, 0, 100);
        Score worse = TestScores.of(98, 2, 0, 100);
        ExportCheck.requireAccuracy("m", EXACT, allowed);
        assertThat(ExportCheck.losesTooMuch(EXACT, allowed)).isFalse();
        assertThat(ExportCheck.losesTooMuch(EXACT, worse)).isTrue();
        assertThatThrownBy(() -> ExportCheck.requireAccuracy("m", EXACT, worse))
                .isInstanceOf(ModelException.class)
                .hasMessage("m is not published: test accuracy in 8 bits 0.9900, in floats 1.0000; allowed loss 0.005");
    }

    @Test
    void accuracyMayDropByOneImageOfASmallSplit() throws ModelException {
        Score exact = TestScores.of(20, 0, 0, 20);
        ExportCheck.requireAccuracy("m", exact, TestScores.of(19, 1, 0, 20));
        assertThatThrownBy(() -> ExportCheck.requireAccuracy("m", exact, TestScores.of(19, 1, 1, 19)))
                .hasMessage("m is not published: test accuracy in 8 bits 0.9500, in floats 1.0000; allowed loss 0.025");
    }
}
