package io.pawstream.processor.streams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;

class BoundedDeserializerTest {

    private final BoundedDeserializer values = new BoundedDeserializer(100, 250);

    @Test
    void copiesTheRemainingBytes() {
        ByteBuffer buffer = ByteBuffer.wrap(new byte[] {1, 2, 3, 4}, 1, 2);
        assertThat(values.deserialize("images", new RecordHeaders(), buffer)).isEqualTo(new byte[] {2, 3});
        assertThat(buffer.remaining())
                .as("the consumer reports it as the size of the value")
                .isEqualTo(2);
    }

    @Test
    void omitsAValueThatExceedsTheLimit() {
        assertThat(value(100)).hasSize(100).isNotSameAs(BoundedDeserializer.OMITTED);
        assertThat(value(101)).isSameAs(BoundedDeserializer.OMITTED);
        assertThat(value(0)).isEmpty();
    }

    @Test
    void endsAPollAtTheMemoryLimitAndContinuesInTheNextOne() {
        values.startPoll(0);
        value(100);
        value(100);
        assertThatThrownBy(() -> value(60))
                .isInstanceOf(SerializationException.class)
                .hasMessageContaining("200 bytes, the next one 60, the limit is 250");
        assertThatThrownBy(() -> value(60)).isInstanceOf(SerializationException.class);
        values.startPoll(100);
        assertThat(value(60)).hasSize(60);
        value(90);
        assertThatThrownBy(() -> value(1)).isInstanceOf(SerializationException.class);
    }

    @Test
    void eachPollMakesProgress() {
        values.startPoll(1_000);
        assertThat(value(100)).hasSize(100);
        assertThatThrownBy(() -> value(1)).isInstanceOf(SerializationException.class);
    }

    @Test
    void anOmittedValueCountsBecauseTheConsumerAllocatedIt() {
        values.startPoll(0);
        value(1_000);
        assertThatThrownBy(() -> value(1)).isInstanceOf(SerializationException.class);
    }

    @Test
    void theLimitsFollowTheHeap() {
        assertThat(RecordLimits.of(64 << 20, 512 << 20, 2)).isEqualTo(new RecordLimits(64 << 20, 64 << 20));
        assertThat(RecordLimits.of(64 << 20, 256 << 20, 2)).isEqualTo(new RecordLimits(32 << 20, 32 << 20));
        assertThat(RecordLimits.of(1 << 20, 512 << 20, 2)).isEqualTo(new RecordLimits(1 << 20, 64 << 20));
    }

    private byte[] value(int size) {
        return values.deserialize("images", new RecordHeaders(), ByteBuffer.allocate(size));
    }
}
