package io.pawstream.processor.streams;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.streams.KafkaStreams.State;
import org.apache.kafka.streams.errors.StreamsException;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.junit.jupiter.api.Test;

class StreamThreadFailureTest {

    private final StreamThreadFailure failure = new StreamThreadFailure("unknown.invalid:9092, localhost:9092");

    @Test
    void aFailedThreadIsReplacedAndTheFailureStaysUntilTheStreamsRunAgain() {
        assertThat(failure.handle(new StreamsException("no result")))
                .isEqualTo(StreamThreadExceptionResponse.REPLACE_THREAD);
        assertThat(failure.message()).get().asString().endsWith("no result");
        failure.onChange(State.REBALANCING, State.RUNNING);
        assertThat(failure.message()).isPresent();
        failure.onChange(State.RUNNING, State.REBALANCING);
        assertThat(failure.message()).isEmpty();
    }

    @Test
    void theNewThreadWaitsWhileNoBrokerAddressResolves() throws InterruptedException {
        StreamThreadFailure lost = new StreamThreadFailure("unknown.invalid:9092");
        Thread failed = new Thread(() -> lost.handle(new StreamsException("no result")));
        failed.start();
        failed.join(2_500);
        assertThat(failed.isAlive()).isTrue();
        lost.close();
        failed.join(20_000);
        assertThat(failed.isAlive()).isFalse();
    }

    @Test
    void aMissingPermissionIsReportedFromAnyDepth() {
        failure.handle(new StreamsException("task 0_3", new TopicAuthorizationException(Set.of("predictions"))));
        assertThat(failure.message()).hasValue("Kafka denies access: Not authorized to access topics: [predictions]");
    }
}
