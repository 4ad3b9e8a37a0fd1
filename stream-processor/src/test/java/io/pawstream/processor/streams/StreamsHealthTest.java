package io.pawstream.processor.streams;

import static org.assertj.core.api.Assertions.assertThat;

import io.pawstream.contract.event.RecordAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.KafkaStreams.State;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.ThreadMetadata;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.errors.StreamsException;
import org.apache.kafka.streams.processor.internals.ThreadMetadataImpl;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class StreamsHealthTest {

    private static final Duration MISSING = Duration.ofMinutes(5);

    /** Streams that never start, in a state and with threads that a test sets. */
    private static final class FakeStreams extends KafkaStreams {

        private State current = State.CREATED;
        private int liveThreads;

        FakeStreams() {
            super(topology(), settings());
        }

        private static Topology topology() {
            return new Topology()
                    .addSource("images", new ByteArrayDeserializer(), new ByteArrayDeserializer(), "images");
        }

        private static Properties settings() {
            Properties settings = new Properties();
            settings.put(StreamsConfig.APPLICATION_ID_CONFIG, "test-app");
            settings.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "localhost:1");
            return settings;
        }

        @Override
        public synchronized State state() {
            return current == null ? State.CREATED : current;
        }

        @Override
        public Set<ThreadMetadata> metadataForLocalThreads() {
            return IntStream.range(0, liveThreads)
                    .mapToObj(i -> new ThreadMetadataImpl("thread-" + i, "RUNNING", "", "", "", "", Set.of(), Set.of()))
                    .collect(Collectors.toSet());
        }
    }

    private final FakeStreams streams = new FakeStreams();
    private final AtomicLong nanoTime = new AtomicLong(7);
    private final StreamThreadFailure threadFailure = new StreamThreadFailure("localhost:1");
    private final RecordFailures recordFailures = new RecordFailures(3, Clock.systemUTC());
    private final CommitProgress progress = new CommitProgress(nanoTime::get);
    private final StreamsHealth health =
            new StreamsHealth(streams, 2, threadFailure, recordFailures, progress, nanoTime::get);

    @AfterEach
    void close() {
        streams.close(Duration.ZERO);
    }

    @Test
    void isReadyOnlyWhileTheStreamsRun() {
        for (State state : State.values()) {
            streams.current = state;
            assertThat(health.isReady()).as(state.name()).isEqualTo(state == State.RUNNING);
            assertThat(health.state()).isEqualTo(state.name());
        }
    }

    @Test
    void isNotReadyWhileAThreadFails() {
        run(2);
        Thread.currentThread().interrupt();
        threadFailure.handle(new StreamsException("no result"));
        assertThat(Thread.interrupted()).isTrue();
        assertThat(health.failure()).get().asString().endsWith("no result");
        assertThat(health.isReady()).isFalse();
        threadFailure.onChange(State.RUNNING, State.REBALANCING);
        assertThat(health.failure()).isEmpty();
        assertThat(health.isReady()).isTrue();
    }

    @Test
    void isNotReadyWhileARecordFails() {
        run(2);
        RecordAddress record = new RecordAddress("images", 0, 5);
        recordFailures.failed(record, new InternalErrorException(new IllegalStateException("a defect")));
        assertThat(health.failure()).get().asString().contains("images-0-5", "a defect");
        assertThat(health.isReady()).isFalse();
        recordFailures.resolved(record);
        assertThat(health.isReady()).isTrue();
    }

    @Test
    void isNotReadyWhileACommitIsOverdue() {
        run(2);
        progress.polled(TestRecords.polled(TestRecords.P0, 5));
        assertThat(health.isReady()).isTrue();
        advance(Duration.ofSeconds(61));
        assertThat(health.failure()).hasValue("record images-0-5 has no committed result after 61 s");
        assertThat(health.isReady()).isFalse();
        assertThat(health.isLive()).isTrue();
        progress.committed(TestRecords.committed(TestRecords.P0, 6));
        assertThat(health.isReady()).isTrue();
    }

    @Test
    void streamsThatWaitForTheirStartHaveAllThreadsAndAreLive() {
        advance(MISSING.multipliedBy(100));
        assertThat(health.threads()).isEqualTo(2);
        assertThat(health.isLive()).isTrue();
    }

    @Test
    void isLiveUntilTheStreamsEnd() {
        streams.liveThreads = 2;
        Set<State> ended = EnumSet.of(State.PENDING_ERROR, State.ERROR, State.PENDING_SHUTDOWN, State.NOT_RUNNING);
        for (State state : State.values()) {
            streams.current = state;
            assertThat(health.isLive()).as(state.name()).isEqualTo(!ended.contains(state));
        }
    }

    @Test
    void isLiveUntilThreadsAreMissingForFiveMinutes() {
        run(2);
        assertThat(health.isLive()).isTrue();
        streams.liveThreads = 1;
        advance(MISSING);
        assertThat(health.threads()).isEqualTo(1);
        assertThat(health.isLive()).isTrue();
        advance(Duration.ofNanos(1));
        assertThat(health.isLive()).isFalse();
    }

    @Test
    void theTimeStartsAgainOnceAllThreadsAreThere() {
        run(2);
        streams.liveThreads = 1;
        advance(MISSING);
        assertThat(health.isLive()).isTrue();
        streams.liveThreads = 2;
        assertThat(health.isLive()).isTrue();
        streams.liveThreads = 0;
        advance(MISSING);
        assertThat(health.isLive()).isTrue();
        advance(Duration.ofNanos(1));
        assertThat(health.isLive()).isFalse();
    }

    private void run(int threads) {
        streams.current = State.RUNNING;
        streams.liveThreads = threads;
    }

    private void advance(Duration time) {
        nanoTime.addAndGet(time.toNanos());
    }
}
