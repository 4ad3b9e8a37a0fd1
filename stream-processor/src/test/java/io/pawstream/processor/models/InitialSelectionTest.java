package io.pawstream.processor.models;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class InitialSelectionTest {

    private final InitialSelection first = new InitialSelection();
    private final Thread waiting = new Thread(first::await);

    @Test
    void aThreadWaitsUntilItIsKnown() throws InterruptedException {
        waiting.start();
        waiting.join(50);
        assertThat(waiting.isAlive()).isTrue();
        assertThat(first.isKnown()).isFalse();
        first.isInForce();
        waiting.join();
        assertThat(first.isKnown()).isTrue();
        first.await();
    }

    @Test
    void theWaitCanBeGivenUp() throws InterruptedException {
        waiting.start();
        first.close();
        waiting.join();
        first.isInForce();
        assertThat(first.isKnown()).isFalse();
    }
}
