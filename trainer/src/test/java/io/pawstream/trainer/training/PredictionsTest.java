package io.pawstream.trainer.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.pawstream.model.ImageSize;
import io.pawstream.model.Preprocessing;
import io.pawstream.onnx.dataset.PixelStore;
import io.pawstream.onnx.dataset.Sample;
import io.pawstream.trainer.TestImages;
import io.pawstream.trainer.network.Networks;
import io.pawstream.trainer.network.TrainableNetwork;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PredictionsTest {

    private static final ImageSize SIZE = new ImageSize(24, 24);

    private static PixelStore store;
    private static List<Sample> samples;

    private final TrainableNetwork network = new TrainableNetwork(Networks.fromScratch("model3"), SIZE, 1);

    @BeforeAll
    static void draw() throws IOException {
        store = new PixelStore(Preprocessing.stretched(SIZE));
        samples = TestImages.drawn(store, 10);
    }

    @AfterEach
    void close() {
        network.close();
    }

    private float[] probabilities(int batchSize, List<Sample> images) {
        return new Predictions(network, store, batchSize).probabilities(images);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 10, 64})
    void predictionsDoNotDependOnTheBatchSize(int batchSize) {
        float[] expected = probabilities(10, samples);
        assertThat(probabilities(batchSize, samples)).containsExactly(expected, Offset.offset(1e-5f));
        assertThat(expected).as("without dropout and augmentation").containsExactly(probabilities(10, samples));
    }

    @Test
    void predictionsHaveTheOrderOfTheImages() {
        List<Sample> reversed = new ArrayList<>(samples);
        Collections.reverse(reversed);
        float[] forward = probabilities(4, samples);
        float[] backward = probabilities(4, reversed);
        for (int i = 0; i < forward.length; i++) {
            // The classes of an image keep their order.
            int reversedRow = forward.length / 2 - 1 - i / 2;
            assertThat(backward[2 * reversedRow + i % 2]).isCloseTo(forward[i], within(1e-5f));
        }
    }

    @Test
    void theMeasureIsThatOfTheProbabilities() {
        float[] probabilities = probabilities(4, samples);
        double loss = 0;
        int correct = 0;
        for (int i = 0; i < samples.size(); i++) {
            int label = samples.get(i).label();
            loss -= Math.log(probabilities[2 * i + label]);
            correct += probabilities[2 * i + label] > probabilities[2 * i + 1 - label] ? 1 : 0;
        }
        Mean mean = new Predictions(network, store, 4).measure(samples);
        assertThat(mean.loss()).isCloseTo(loss / samples.size(), within(1e-4));
        assertThat(mean.accuracy()).isEqualTo((double) correct / samples.size());
    }

    @Test
    void withoutImagesThereAreNoPredictions() {
        assertThat(probabilities(4, List.of())).isEmpty();
    }
}
