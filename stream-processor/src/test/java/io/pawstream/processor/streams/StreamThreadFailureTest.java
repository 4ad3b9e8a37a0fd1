package io.pawstream.processor.streams;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.streams.KafkaStreams.State;
import org.apache.kafka.streams.errors.StreamsException;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.junit.jupiter.api.Test;

final class StreamThreadFailureTest {

    private final StreamThreadFailure fault = new StreamThreadFailure("nobody.invalid:9092, localhost:9092");

    @Test
    void aFailedThreadIsReplacedAndTheFaultStandsUntilTheStreamsRunAgain() {
        assertThat(fault.handle(new StreamsException("no outcome")))
                .isEqualTo(StreamThreadExceptionResponse.REPLACE_THREAD);
        assertThat(fault.message()).get().asString().endsWith("no outcome");
        fault.onChange(State.REBALANCING, State.RUNNING);
        assertThat(fault.message()).isPresent();
        fault.onChange(State.RUNNING, State.REBALANCING);
        assertThat(fault.message()).isEmpty();
    }

    @Test
    void withoutAnAddressOfABrokerTheNewThreadHasToWait() throws InterruptedException {
        StreamThreadFailure lost = new StreamThreadFailure("nobody.invalid:9092");
        Thread failed = new Thread(() -> lost.handle(new StreamsException("no outcome")));
        failed.start();
        failed.join(2_500);
        assertThat(failed.isAlive()).isTrue();
        lost.close(null);
        failed.join(20_000);
        assertThat(failed.isAlive()).isFalse();
    }

    @Test
    void aRightThatIsMissingIsNamedHoweverDeepItIs() {
        fault.handle(new StreamsException("task 0_3", new TopicAuthorizationException(Set.of("predictions"))));
        assertThat(fault.message()).hasValue("Kafka refuses access: Not authorized to access topics: [predictions]");
    }
}
