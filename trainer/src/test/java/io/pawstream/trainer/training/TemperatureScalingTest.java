package io.pawstream.trainer.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.pawstream.model.ImageSize;
import io.pawstream.model.Preprocessing;
import io.pawstream.onnx.dataset.PixelStore;
import io.pawstream.onnx.dataset.Sample;
import io.pawstream.trainer.TestImages;
import io.pawstream.trainer.dataset.LabeledImages;
import io.pawstream.trainer.network.Networks;
import io.pawstream.trainer.network.TrainableNetwork;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TemperatureScalingTest {

    /** Labels of ten images that all have the same logits, the first images with the predicted class. */
    private static int[] labels(int predicted, int other, int correct) {
        int[] labels = new int[10];
        for (int i = 0; i < labels.length; i++) {
            labels[i] = i < correct ? predicted : other;
        }
        return labels;
    }

    private static Logits binary(float logit) {
        float[] logits = new float[10];
        Arrays.fill(logits, logit);
        return new Logits(logits, 1);
    }

    @ParameterizedTest
    @ValueSource(floats = {0.5f, 1, 4})
    void theProbabilityBecomesTheShareOfCorrectPredictions(float logit) {
        double temperature = TemperatureScaling.best(binary(logit), labels(1, 0, 8));
        assertThat(1 / (1 + Math.exp(-logit / temperature))).isCloseTo(0.8, within(1e-3));
    }

    @Test
    void moreClassesShareATemperature() {
        float[] logits = new float[30];
        for (int i = 0; i < 10; i++) {
            logits[3 * i + 2] = 4;
        }
        double temperature = TemperatureScaling.best(new Logits(logits, 3), labels(2, 0, 8));
        double top = Math.exp(4 / temperature);
        assertThat(top / (top + 2)).isCloseTo(0.8, within(1e-3));
    }

    @ParameterizedTest
    @CsvSource({"10, 0.1", "5, 10", "0, 10"})
    void theTemperatureHasLimits(int correct, double expected) {
        assertThat(TemperatureScaling.best(binary(2), labels(1, 0, correct))).isCloseTo(expected, within(1e-3));
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3})
    void theLastLayerIsScaled(int classes) throws IOException {
        ImageSize size = new ImageSize(32, 32);
        PixelStore store = new PixelStore(Preprocessing.stretched(size));
        List<Sample> samples = TestImages.drawn(store, 10);
        try (TrainableNetwork network =
                new TrainableNetwork(Networks.fromScratch("model3").classifying(classes), size, 1)) {
            Predictions predictions = new Predictions(network, store, 4);
            Logits before = predictions.logits(samples);
            double temperature = TemperatureScaling.apply(network, new LabeledImages(store, samples));
            assertThat(temperature).isNotCloseTo(1, within(1e-3));
            assertThat(predictions.logits(samples).values())
                    .containsExactly(before.dividedBy(temperature).values(), Offset.offset(1e-5f));
        }
    }
}
