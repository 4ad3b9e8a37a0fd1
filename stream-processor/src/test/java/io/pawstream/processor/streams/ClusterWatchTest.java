package io.pawstream.processor.streams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ClusterWatchTest {

    private volatile Optional<String> problem = Optional.empty();
    private volatile RuntimeException failure;
    private final ClusterWatch watch = new ClusterWatch("kafka:9092", List.of(Optional::empty, this::check));

    private Optional<String> check() throws ExecutionException {
        if (failure != null) {
            throw new ExecutionException(failure);
        }
        return problem;
    }

    @Test
    void isUsableAfterTheFirstCheckWithoutAProblem() {
        problem = Optional.of("missing topics");
        assertThat(watch.hasBeenUsable()).isFalse();
        watch.start();
        while (watch.problem().isEmpty()) {
            Thread.onSpinWait();
        }
        assertThat(watch.problem()).hasValue("missing topics");
        assertThat(watch.hasBeenUsable()).isFalse();
        problem = Optional.empty();
        assertThat(watch.awaitUsable()).isTrue();
        assertThat(watch.problem()).isEmpty();
        watch.close();
    }

    @Test
    void retriesSoonAtFirst() {
        AtomicInteger checks = new AtomicInteger();
        ClusterWatch starting = new ClusterWatch(
                "kafka:9092",
                List.of(() -> checks.incrementAndGet() <= 3 ? Optional.of("missing topics") : Optional.empty()));
        long start = System.nanoTime();
        starting.start();
        assertThat(starting.awaitUsable()).isTrue();
        // The pauses are 0.1, 0.2 and 0.4 s; with the longest one, they would be 3 s.
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofMillis(2500));
        starting.close();
    }

    @Test
    void closingEndsTheWait() {
        problem = Optional.of("missing topics");
        watch.start();
        watch.close();
        assertThat(watch.awaitUsable()).isFalse();
    }

    @Test
    void aFailedRequestIsOneLineThatSaysWhatHelps() {
        assertThatCode(watch::requireUsable).doesNotThrowAnyException();
        failure = new TimeoutException("Timed out waiting for a node assignment");
        assertThatThrownBy(watch::requireUsable)
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("no Kafka broker responds at kafka:9092; check that the broker is running");
        failure = new SaslAuthenticationException("wrong password");
        assertThatThrownBy(watch::requireUsable).hasMessage("Kafka denies access: wrong password");
        failure = new IllegalStateException("closed");
        assertThatThrownBy(watch::requireUsable)
                .hasMessage("request to Kafka at kafka:9092 failed: java.lang.IllegalStateException: closed");
    }
}
