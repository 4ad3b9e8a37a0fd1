package io.pawstream.processor.models;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class InitialSelectionTest {

    private final InitialSelection first = new InitialSelection();
    private final Thread waiting = new Thread(first::await);

    @Test
    void aThreadWaitsUntilItIsComplete() throws InterruptedException {
        waiting.start();
        waiting.join(50);
        assertThat(waiting.isAlive()).isTrue();
        assertThat(first.isComplete()).isFalse();
        first.complete();
        waiting.join();
        assertThat(first.isComplete()).isTrue();
        assertThat(first.await()).isTrue();
    }

    @Test
    void closingEndsTheWait() throws InterruptedException {
        waiting.start();
        first.close();
        waiting.join();
        first.complete();
        assertThat(first.isComplete()).isFalse();
        assertThat(first.await()).isFalse();
    }
}
