package io.pawstream.trainer.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import io.pawstream.model.ImageSize;
import io.pawstream.trainer.network.Networks;
import io.pawstream.trainer.network.TrainableNetwork;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class WeightAverageTest {

    private static TrainableNetwork network(long seed) {
        return new TrainableNetwork(Networks.fromScratch("model5"), new ImageSize(32, 32), seed);
    }

    private static float first(TrainableNetwork network) {
        return network.parameters().get(0).getArray().toFloatArray()[0];
    }

    @Test
    void averagesTheWeightsOfAllSteps() {
        try (TrainableNetwork network = network(1);
                WeightAverage average = new WeightAverage(network, 0.25)) {
            NDArray kernel = network.parameters().get(0).getArray();
            double expected = first(network);
            for (int step = 1; step <= 5; step++) {
                kernel.addi(1);
                average.update();
                // The first factors are (1 + 1) / (10 + 1) and (1 + 2) / (10 + 2).
                double keep = step == 1 ? 2 / 11.0 : 0.25;
                expected = keep * expected + (1 - keep) * first(network);
            }
            float last = first(network);
            average.exchange();
            assertThat(first(network)).isCloseTo((float) expected, within(1e-5f));
            average.exchange();
            assertThat(first(network)).isEqualTo(last);
        }
    }

    @Test
    void aSavedAverageContinues() throws IOException {
        ByteArrayOutputStream saved = new ByteArrayOutputStream();
        try (TrainableNetwork network = network(1);
                TrainableNetwork other = network(2);
                WeightAverage average = new WeightAverage(network, 0.9);
                WeightAverage restored = new WeightAverage(other, 0.9)) {
            network.parameters().get(0).getArray().addi(1);
            average.update();
            average.save(new DataOutputStream(saved));
            restored.load(new DataInputStream(new ByteArrayInputStream(saved.toByteArray())));
            average.exchange();
            restored.exchange();
            assertThat(first(other)).isEqualTo(first(network));
        }
    }

    @Test
    void withoutAFactorTheWeightsAreThoseOfTheLastStep() {
        try (TrainableNetwork network = network(1);
                WeightAverage average = new WeightAverage(network, 0)) {
            network.parameters().get(0).getArray().addi(1);
            average.update();
            float last = first(network);
            average.exchange();
            assertThat(first(network)).isEqualTo(last);
        }
    }
}
