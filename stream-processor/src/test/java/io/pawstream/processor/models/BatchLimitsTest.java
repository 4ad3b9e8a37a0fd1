package io.pawstream.processor.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.pawstream.model.ImageSize;
import io.pawstream.model.ModelCard;
import io.pawstream.model.ModelException;
import io.pawstream.processor.LogLines;
import io.pawstream.vision.inference.InferenceException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class BatchLimitsTest {

    private static final long MIB = 1 << 20;
    private static final ImageSize SIZE = new ImageSize(64, 64);

    private long residentBytes = 100 * MIB;
    private final TriedNetwork network = new TriedNetwork();

    /** Keeps memory for its largest batch, as ONNX Runtime does. */
    private final class TriedNetwork implements Network {

        private final List<Integer> batches = new ArrayList<>();
        private ImageSize size = SIZE;
        private int classes = 2;
        private @Nullable Integer maxBatch;
        private long bytesPerImage;
        private int failsAbove = Integer.MAX_VALUE;
        private boolean mixesImages;
        private boolean failsOnNoise;
        private int largest;

        @Override
        public float[] probabilities(ByteBuffer images, int count) throws InferenceException {
            batches.add(count);
            if (count > failsAbove) {
                throw new InferenceException("Got invalid dimensions for input: images", null);
            }
            if (failsOnNoise && images.get(1) != images.get(2)) {
                throw new InferenceException("the network returned 15.0", null);
            }
            residentBytes += Math.max(0, count - largest) * bytesPerImage;
            largest = Math.max(largest, count);
            float[] probabilities = new float[count * classes];
            for (int i = 0; i < count; i++) {
                float last = mixesImages ? 1f / count : (images.get(i * size.bytes()) & 0xFF) / 255f;
                probabilities[i * classes] = 1 - last;
                probabilities[(i + 1) * classes - 1] = last;
            }
            return probabilities;
        }

        @Override
        public void close() {}
    }

    private BatchLimits limits(int maxImages, long maxBytes, long maxDirectBytes) {
        return new BatchLimits(maxImages, 2, maxBytes, maxDirectBytes, () -> residentBytes);
    }

    private int largestBatch(BatchLimits limits) throws ModelException {
        return limits.trial(card(), MIB).largestBatch(network);
    }

    private ModelCard card() {
        List<String> names =
                IntStream.range(0, network.classes).mapToObj(i -> "class " + i).toList();
        ModelCard card = new FakeNetwork(names, network.size).card("m", "1");
        return new ModelCard(
                card.schema(),
                card.name(),
                card.version(),
                card.description(),
                card.classes(),
                card.input(),
                card.preprocessing(),
                network.maxBatch,
                card.opset(),
                card.sha256(),
                card.parameters(),
                card.origin(),
                card.test());
    }

    @Test
    void triesTheFullBatchThatProductionUses() throws ModelException {
        assertThat(largestBatch(limits(12, 200 * MIB, 200 * MIB))).isEqualTo(12);
        // The last image of each batch also runs alone.
        assertThat(network.batches).containsExactly(1, 1, 2, 1, 4, 1, 8, 1, 12, 1);
    }

    @Test
    void reducesTheBatchBeforeItExceedsTheMemory() throws ModelException {
        network.bytesPerImage = 10 * MIB;
        assertThat(largestBatch(limits(16, 100 * MIB, 100 * MIB))).isEqualTo(4);
        assertThat(network.batches).containsExactly(1, 1, 2, 1, 4, 1);
    }

    @Test
    void refusesAModelWhoseSingleImageExceedsTheMemory() {
        network.bytesPerImage = 60 * MIB;
        assertThatExceptionOfType(ModelException.class)
                .isThrownBy(() -> largestBatch(limits(16, 100 * MIB, 100 * MIB)))
                .withMessageStartingWith(
                        "cannot load model \"m\": with one image in each of 2 inference workers it needs")
                .withMessageContaining("allowed per model: 100 MiB (pawstream.models.max-bytes)");
    }

    @Test
    void refusesLargeImagesWithoutARun() {
        BatchLimits limits = limits(16, 3000 * MIB, 128 * MIB);
        network.size = new ImageSize(4096, 4096);
        assertThatExceptionOfType(ModelException.class)
                .isThrownBy(() -> limits.trial(card(), 1000))
                .withMessageContaining("288 MiB of them in direct buffers")
                .withMessageContaining("128 MiB of them in direct buffers (a quarter of -XX:MaxDirectMemorySize)");
    }

    @Test
    void refusesLargeWeightsWithoutARun() {
        BatchLimits limits = limits(16, 100 * MIB, 100 * MIB);
        assertThatExceptionOfType(ModelException.class).isThrownBy(() -> limits.trial(card(), 60 * MIB));
    }

    @Test
    void reducesTheBatchOfLargeImages() throws ModelException {
        network.size = new ImageSize(1024, 1024);
        BatchLimits.Trial trial = limits(16, 3000 * MIB, 128 * MIB).trial(card(), 1000);
        assertThat(trial.largestBatch(network)).isEqualTo(7);
    }

    @Test
    void aNetworkWithAFixedBatchGetsSingleImages() throws ModelException {
        network.failsAbove = 1;
        assertThat(largestBatch(limits(16, 200 * MIB, 200 * MIB))).isEqualTo(1);
    }

    @Test
    void aBatchIsNotLargerThanTheCardAllows() throws ModelException {
        network.maxBatch = 3;
        try (LogLines log = new LogLines(BatchLimits.class)) {
            assertThat(largestBatch(limits(16, 200 * MIB, 200 * MIB))).isEqualTo(3);
            assertThat(log.lines()).isEmpty();
        }
        assertThat(network.batches).containsExactly(1, 1, 2, 1, 3, 1);
    }

    /** The class that differs is the last one of the row. */
    @Test
    void comparesWholeRowsOfManyClasses() throws ModelException {
        network.classes = 1_000;
        assertThat(largestBatch(limits(16, 200 * MIB, 200 * MIB))).isEqualTo(16);
        network.mixesImages = true;
        assertThat(largestBatch(limits(16, 200 * MIB, 200 * MIB))).isEqualTo(1);
    }

    @Test
    void theProbabilitiesCountAsMemory() throws ModelException {
        network.classes = 100_000;
        // The two workers need 0.8 MB for each image's probabilities, and 0.17 MB for its pixels.
        assertThat(limits(16, 10 * MIB, 10 * MIB).trial(card(), MIB).largestBatch(network))
                .isEqualTo(8);
    }

    @Test
    void aNetworkThatMixesTheImagesOfABatchGetsSingleImages() throws ModelException {
        network.mixesImages = true;
        assertThat(largestBatch(limits(16, 200 * MIB, 200 * MIB))).isEqualTo(1);
    }

    @Test
    void refusesANetworkThatFailsOnOneImage() {
        network.failsAbove = 0;
        assertThatExceptionOfType(ModelException.class)
                .isThrownBy(() -> largestBatch(limits(16, 200 * MIB, 200 * MIB)))
                .withMessage(
                        "cannot load model \"m\": inference fails on a black image: Got invalid dimensions for input:"
                                + " images");
    }

    @Test
    void refusesANetworkThatFailsOnAllButBlackImages() {
        network.failsOnNoise = true;
        assertThatExceptionOfType(ModelException.class)
                .isThrownBy(() -> largestBatch(limits(16, 200 * MIB, 200 * MIB)))
                .withMessage(
                        "cannot load model \"m\": inference fails on an image of noise: the network returned 15.0");
    }

    @Test
    void requiresImagesAndWorkers() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new BatchLimits(0, 1, 1, 1, () -> 0))
                .withMessageContaining("pawstream.batch.max-images is 0");
    }
}
