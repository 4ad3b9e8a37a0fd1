package io.pawstream.benchmark.consumers;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DeliveryTest {

    private final Delivery delivery = new Delivery(100, 4);

    @Test
    void imagesWithoutAResultAreMissing() {
        assertThat(delivery.add(100)).isTrue();
        assertThat(delivery.add(103)).isTrue();
        assertThat(delivery.delivered()).isEqualTo(2);
        assertThat(delivery.missing()).isEqualTo(2);
        assertThat(delivery.duplicates()).isZero();
    }

    @Test
    void eachFurtherResultIsADuplicate() {
        delivery.add(101);
        assertThat(delivery.add(101)).isFalse();
        delivery.add(101);
        assertThat(delivery.duplicates()).isEqualTo(2);
        assertThat(delivery.delivered()).isEqualTo(1);
    }

    @Test
    void otherNumbersAreIgnored() {
        assertThat(delivery.add(99)).isFalse();
        assertThat(delivery.add(104)).isFalse();
        assertThat(delivery.delivered()).isZero();
        assertThat(delivery.duplicates()).isZero();
    }
}
