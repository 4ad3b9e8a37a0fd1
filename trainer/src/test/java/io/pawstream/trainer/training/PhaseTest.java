package io.pawstream.trainer.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pawstream.model.ImageSize;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PhaseTest {

    @ParameterizedTest
    @CsvSource({
        "0, 0.001, 0, 0, number of epochs is 0",
        "1, 0, 0, 0, learning rate is 0.0",
        "1, 1.5, 0, 0, learning rate is 1.5",
        "1, NaN, 0, 0, learning rate is NaN",
        "1, 0.001, -0.1, 0, weight decay is -0.1",
        "1, 0.001, 0, 2, number of small epochs is 2; it must be 0 to 1"
    })
    void valuesOutsideTheirRangeAreRejected(int epochs, float rate, float decay, int small, String message) {
        assertThatThrownBy(() -> new Phase(epochs, rate, Schedule.COSINE, decay, small, false))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }

    @Test
    void firstEpochsHaveThreeQuartersOfTheSize() {
        ImageSize full = new ImageSize(150, 100);
        Phase phase = new Phase(3, 0.1f, Schedule.COSINE, 0, 2, false);
        assertThat(phase.size(1, full)).isEqualTo(new ImageSize(112, 75));
        assertThat(phase.size(2, full)).isEqualTo(full);
    }

    @Test
    void hyperparametersHaveLimitsToo() {
        Phase phase = new Phase(3, 0.1f, Schedule.COSINE, 0, 0, false);
        assertThat(new Hyperparameters(List.of(phase, phase), 4096, 0, 0, 1).epochs())
                .isEqualTo(6);
        assertThatThrownBy(() -> new Hyperparameters(List.of(), 1, 0, 0, 1)).hasMessageContaining("no phases");
        assertThatThrownBy(() -> new Hyperparameters(List.of(phase), 4097, 0, 0, 1))
                .hasMessage("batch size is 4097; it must be 1 to 4096");
        assertThatThrownBy(() -> new Hyperparameters(List.of(phase), 1, 0.6, 0, 1))
                .hasMessage("mixup is 0.6; it must be 0 to 0.5");
        assertThatThrownBy(() -> new Hyperparameters(List.of(phase), 1, 0, 1, 1))
                .hasMessage("weight averaging is 1.0; it must be at least 0 and below 1");
    }
}
