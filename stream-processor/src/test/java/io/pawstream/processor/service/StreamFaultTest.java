package io.pawstream.processor.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.streams.KafkaStreams.State;
import org.apache.kafka.streams.errors.StreamsException;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.junit.jupiter.api.Test;

final class StreamFaultTest {

    private final StreamFault fault = new StreamFault();

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
    void aRightThatIsMissingIsNamedHoweverDeepItIs() {
        fault.handle(new StreamsException("task 0_3", new TopicAuthorizationException(Set.of("predictions"))));
        assertThat(fault.message()).hasValue("Kafka refuses access: Not authorized to access topics: [predictions]");
    }
}
