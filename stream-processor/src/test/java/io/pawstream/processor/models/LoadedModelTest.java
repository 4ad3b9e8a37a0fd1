package io.pawstream.processor.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.pawstream.model.ModelCard;
import io.pawstream.model.ModelDirectory;
import io.pawstream.model.ModelException;
import io.pawstream.model.ModelRepository;
import io.pawstream.vision.image.DecodeLimits;
import io.pawstream.vision.inference.InferenceDevice;
import io.pawstream.vision.inference.InferenceException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class LoadedModelTest {

    private final FakeNetwork network = new FakeNetwork();
    private final LoadedModel model = network.model("a");

    @Test
    void closesWithItsLastLeaseAndCannotBeLeasedAfterwards() {
        assertThat(model.lease()).isTrue();
        model.endLease();
        assertThat(network.closed).isFalse();
        model.endLease();
        assertThat(network.closed).isTrue();
        assertThat(model.lease()).isFalse();
    }

    @Test
    void reusesPixelBuffersEmpty() {
        ByteBuffer first = model.takePixelBuffer();
        ByteBuffer second = model.takePixelBuffer();
        assertThat(second).isNotSameAs(first);
        first.put((byte) 1).flip();
        model.release(first);
        ByteBuffer third = model.takePixelBuffer();
        assertThat(third).isSameAs(first);
        assertThat(third.isDirect()).isTrue();
        assertThat(third.remaining()).isEqualTo(model.imageBytes());
    }

    @Test
    void reportsUnexpectedExceptionsAsInferenceFailures() {
        network.throwsOnRed = 0;
        assertThatExceptionOfType(InferenceException.class)
                .isThrownBy(() -> model.probabilities(ByteBuffer.allocateDirect(model.imageBytes()), 1))
                .withMessageContaining("set to throw on red 0")
                .withCauseInstanceOf(IllegalStateException.class);
    }

    @Test
    void refusesANetworkWithAnotherNumberOfClassesThanTheCard() throws Exception {
        ModelDirectory shipped = new ModelRepository(Path.of("../models")).find("model5-8bit");
        ModelCard card = shipped.card();
        ModelCard three = new ModelCard(
                card.schema(),
                card.name(),
                card.version(),
                card.description(),
                List.of("cat", "dog", "fox"),
                card.input(),
                card.preprocessing(),
                card.maxBatch(),
                card.opset(),
                card.sha256(),
                card.parameters(),
                card.origin(),
                null);
        BatchLimits limits = new BatchLimits(4, 1, Long.MAX_VALUE, Long.MAX_VALUE, () -> 0);
        assertThatExceptionOfType(ModelException.class)
                .isThrownBy(() -> LoadedModel.load(
                        new ModelDirectory(shipped.folder(), three), DecodeLimits.DEFAULT, limits, InferenceDevice.CPU))
                .withMessageContaining("the network returned probabilities of shape (1, 2)")
                .withMessageContaining("a row per image with 3 classes is required");
        LoadedModel.load(shipped, DecodeLimits.DEFAULT, limits, InferenceDevice.CPU)
                .endLease();
    }
}
