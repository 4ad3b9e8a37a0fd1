package io.pawstream.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Set;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;

class NumberedImagesTest {

    @Test
    void anIdHoldsTheNumber() {
        assertThat(NumberedImages.number(NumberedImages.id(1234))).isEqualTo(1234);
        assertThatThrownBy(() -> NumberedImages.number("other-7")).hasMessageContaining("\"other-7\"");
    }

    @Test
    void everyTwentiethContentIsInvalidAndTheSeedDeterminesTheOthers() throws Exception {
        IntFunction<byte[]> content = NumberedImages.mixed(3);
        Set<Integer> invalid = IntStream.range(0, 100)
                .filter(number -> content.apply(number).length < 100)
                .boxed()
                .collect(Collectors.toSet());
        assertThat(invalid).containsExactlyInAnyOrder(0, 20, 40, 60, 80);
        assertThat(content.apply(7)).isEqualTo(NumberedImages.mixed(3).apply(7)).isNotEqualTo(content.apply(8));
    }

    @Test
    void imagesAreDueAtTheRateWhateverTheirFirstNumberIs() {
        // The producer connects in the background, so that no broker is needed.
        String unusedAddress = "localhost:1";
        try (NumberedImages images = new NumberedImages(unusedAddress, 100, 0, 50, number -> new byte[0])) {
            images.start();
            assertThat(images.dueNanos(150) - images.dueNanos(100)).isEqualTo(1_000_000_000L);
            assertThat(images.dueNanos(100)).isLessThanOrEqualTo(System.nanoTime());
        }
    }

    @Test
    void imagesInAnotherFormKeepTheirNumbers() {
        try (NumberedImages images = NumberedImages.ofRecords(
                "localhost:1", 100, 0, 50, number -> new ProducerRecord<>("requests", new byte[] {(byte) number}))) {
            images.start();
            assertThat(images.dueNanos(101) - images.dueNanos(100)).isEqualTo(20_000_000L);
        }
    }

    @Test
    void anIdWithoutANumberIsRejected() {
        assertThatThrownBy(() -> NumberedImages.number("numbered-one")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void withoutImagesPublishingEndsAtOnce() throws Exception {
        try (NumberedImages images = new NumberedImages("localhost:1", 7, 0, 50, number -> new byte[0])) {
            assertThat(images.isDone()).as("before the start").isTrue();
            images.start();
            assertThat(images.awaitEnd()).isZero();
            assertThat(images.published()).isZero();
            assertThat(images.isDone()).isTrue();
        }
    }

    @Test
    void stoppedBeforeTheStartItPublishesNothing() throws Exception {
        try (NumberedImages images = new NumberedImages("localhost:1", 0, 1_000_000, 1e9, number -> new byte[0])) {
            images.stop();
            images.start();
            assertThat(images.awaitEnd()).isZero();
        }
    }
}
