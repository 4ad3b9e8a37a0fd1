package io.pawstream.onnx.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pawstream.model.Training.Epoch;
import java.util.List;
import org.junit.jupiter.api.Test;

class OverfittingTest {

    private static Epoch epoch(int number, double accuracy, double validationAccuracy, double validationLoss) {
        return new Epoch(number, 0.5, accuracy, validationLoss, validationAccuracy, 1);
    }

    private static String sentence(int exported, Epoch... history) {
        return new Overfitting(List.of(history), exported).sentence();
    }

    @Test
    void aRisingValidationLossIsOverfitting() {
        assertThat(sentence(2, epoch(1, 0.7, 0.62, 0.6), epoch(2, 0.8, 0.64, 0.7), epoch(3, 0.92, 0.63, 1.1)))
                .isEqualTo(
                        "At the exported epoch (epoch 2), training accuracy is 80.0% and validation accuracy is 64.0%:"
                                + " 16.0 points with training above validation; at the last epoch, 3, the gap is 29.0"
                                + " points with training above validation. Validation loss was lowest, 0.600 at epoch 1, and rose"
                                + " to 1.100 at the last epoch: the network overfits from epoch 2 on.");
    }

    @Test
    void trainingBelowValidationIsExplained() {
        assertThat(sentence(2, epoch(1, 0.6, 0.65, 0.7), epoch(2, 0.7, 0.72, 0.6)))
                .isEqualTo(
                        "At the exported epoch (last, epoch 2), training accuracy is 70.0% and validation accuracy is"
                                + " 72.0%: 2.0 points with training below validation. Training accuracy can be lower"
                                + " because it is measured with dropout and augmentation. Validation loss was lowest at"
                                + " the last epoch, 0.600 at epoch 2: no sign of overfitting; more epochs may help.");
    }

    @Test
    void theSidesMayChange() {
        assertThat(sentence(1, epoch(1, 0.6, 0.65, 0.62), epoch(2, 0.75, 0.7, 0.6), epoch(3, 0.8, 0.72, 0.63)))
                .contains("5.0 points with training below validation; at the last epoch, 3, the gap is 8.0 points with"
                        + " training above validation")
                .contains("dropout and augmentation")
                .endsWith("lowest, 0.600 at epoch 2, and is 0.630 at the last epoch: no clear sign of overfitting.");
    }

    @Test
    void oneEpochShowsNoTrend() {
        assertThat(sentence(1, epoch(1, 0.6002, 0.6, 0.62)))
                .contains(": less than 0.1 points. ")
                .endsWith("one epoch does not show a trend.");
    }

    @Test
    void aDivergedTrainingIsReported() {
        assertThat(sentence(1, epoch(1, 0.6, 0.6, 0.7), epoch(2, 0.5, 0.5, Double.NaN)))
                .endsWith("the training diverged.");
    }

    @Test
    void theExportedEpochMustBeInTheHistory() {
        assertThatThrownBy(() -> sentence(4, epoch(1, 0.6, 0.6, 0.7))).hasMessageContaining("exported epoch is 4");
    }
}
