package io.pawstream.processor.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.pawstream.vision.inference.InferenceException;
import java.nio.ByteBuffer;
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
}
