package io.pawstream.trainer.network;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class AugmentationTest {

    private static void assertRejected(String message, ThrowingCallable constructor) {
        assertThatThrownBy(constructor)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    @Test
    void valuesOutsideTheirRangeAreRejected() {
        assertRejected("rotation is 0.6 of a full rotation; it must be 0 to 0.5", () -> new RandomRotation(0.6));
        assertRejected("translation is -0.1 of the side; it must be 0 to 0.5", () -> new RandomTranslation(-0.1));
        assertRejected(
                "zoom is 1.2 to 0.8; it must be above 0, at most 2, and ascending", () -> new RandomZoom(1.2, 0.8));
        assertRejected("contrast is 0.3 and brightness is 1.5; both must be 0 to 1", () -> new RandomLight(0.3, 1.5));
        assertRejected("kernel size is 4; it must be odd", () -> new ConvNorm(8, 4, 1, Activation.RELU));
        assertThatThrownBy(() -> new RandomRotation(Double.NaN)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void limitsAreAllowed() {
        assertThatCode(() -> {
                    new RandomRotation(0.5);
                    new RandomTranslation(0);
                    new RandomZoom(0.1, 2);
                    new RandomLight(0, 1);
                })
                .doesNotThrowAnyException();
    }
}
