package io.pawstream.trainer.training;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import io.pawstream.model.ImageSize;
import io.pawstream.trainer.network.TrainableNetwork;
import java.lang.ref.WeakReference;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class LossTest {

    private static final float[] LOGITS = {-4, -1, 0.5f, 3};
    private static final float[] EXPECTED = {0.1f, 0.4f, 0.3f, 1};
    private static final float TEMPERATURE = 2;
    private static final float FEATURE_WEIGHT = 0.5f;

    /** Targets of which only the settings matter. */
    private record Settings() implements Targets {
        @Override
        public Target of(ByteBuffer pixels, int[] labels) {
            throw new UnsupportedOperationException();
        }

        @Override
        public float temperature() {
            return TEMPERATURE;
        }

        @Override
        public int features() {
            return 1;
        }

        @Override
        public float featureWeight() {
            return FEATURE_WEIGHT;
        }
    }

    /** Frees what is unreachable, and fills the memory with large numbers. */
    private static List<ByteBuffer> collectGarbage() throws InterruptedException {
        for (int round = 0; round < 3; round++) {
            WeakReference<Object> unreachable = new WeakReference<>(new Object());
            while (unreachable.get() != null) {
                System.gc();
                Thread.sleep(20);
            }
            Thread.sleep(50);
        }
        List<ByteBuffer> reused = new ArrayList<>();
        for (int i = 0; i < 20_000; i++) {
            ByteBuffer four = ByteBuffer.allocateDirect(4).order(ByteOrder.nativeOrder());
            four.putFloat(0, 1e9f);
            reused.add(four);
        }
        return reused;
    }

    @Test
    void gradientsDoNotDependOnGarbageCollections() throws InterruptedException {
        Engine engine = Engine.getEngine("PyTorch");
        try (NDManager arrays = engine.newBaseManager()) {
            NDArray logits = arrays.create(LOGITS, new Shape(4, 1));
            NDArray features = arrays.create(new float[] {1, 2, 3, 4}, new Shape(4, 1));
            logits.setRequiresGradient(true);
            features.setRequiresGradient(true);
            float[] probabilities = new float[8];
            for (int i = 0; i < 4; i++) {
                probabilities[2 * i] = 1 - EXPECTED[i];
                probabilities[2 * i + 1] = EXPECTED[i];
            }
            Batch batch = new Batch(
                    ByteBuffer.allocateDirect(12),
                    new ImageSize(1, 1),
                    new int[4],
                    new Target(probabilities, new float[] {0, 0, 0, 0}));
            try (GradientCollector gradients = engine.newGradientCollector()) {
                NDArray value =
                        Loss.of(new Settings(), batch, arrays).of(new TrainableNetwork.Outputs(logits, features));
                List<ByteBuffer> reused = collectGarbage();
                gradients.backward(value);
                assertThat(reused).isNotEmpty();
            }
            float[] ofLogits = new float[4];
            float[] ofFeatures = new float[4];
            for (int i = 0; i < 4; i++) {
                double probability = 1 / (1 + Math.exp(-LOGITS[i] / TEMPERATURE));
                ofLogits[i] = (float) ((probability - EXPECTED[i]) / TEMPERATURE / 4);
                ofFeatures[i] = FEATURE_WEIGHT * 2 * (i + 1) / 4;
            }
            assertThat(logits.getGradient().toFloatArray()).containsExactly(ofLogits, Offset.offset(1e-6f));
            assertThat(features.getGradient().toFloatArray()).containsExactly(ofFeatures, Offset.offset(1e-6f));
        }
    }
}
