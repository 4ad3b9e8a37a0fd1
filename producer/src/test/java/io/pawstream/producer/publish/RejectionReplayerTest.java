package io.pawstream.producer.publish;

import static io.pawstream.contract.event.RejectionReason.EMPTY;
import static io.pawstream.contract.event.RejectionReason.TRUNCATED;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.pawstream.contract.event.Rejection;
import io.pawstream.producer.broker.BrokerException;
import io.pawstream.producer.subscribe.RejectedTopic;
import io.pawstream.producer.subscribe.RejectionFilter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
final class RejectionReplayerTest {

    private final ScriptedProducer producer = new ScriptedProducer();
    private final RejectedTopic topic;

    RejectionReplayerTest() throws BrokerException {
        topic = new RejectedTopic();
    }

    @Test
    void anImageIsSentUnchangedToItsOriginalTopic() throws BrokerException {
        RecordHeader mine = new RecordHeader("mine", new byte[] {7});
        topic.add("a", TRUNCATED, new RecordHeaders(new RecordHeader[] {mine}));

        ReplaySummary summary = replay(ReplayPlan.ALL);

        ProducerRecord<byte[], byte[]> sent = producer.history().get(0);
        assertThat(sent.topic()).isEqualTo("photos");
        assertThat(sent.key()).asString(UTF_8).isEqualTo("key of a");
        assertThat(sent.value()).asString(UTF_8).isEqualTo("a");
        assertThat(sent.headers().toArray())
                .containsExactly(mine, new RecordHeader(Rejection.REPLAY_COUNT, new byte[] {'1'}));
        // The partitioner chooses the partition, and the record gets the current time.
        assertThat(sent.partition()).isNull();
        assertThat(sent.timestamp()).isNull();
        assertThat(summary.read()).isEqualTo(1);
        assertThat(summary.published().acknowledged()).isEqualTo(1);
        assertThat(summary.published().stopped()).isFalse();
    }

    @Test
    void aRejectionWithoutItsImageIsNotSent() throws BrokerException {
        topic.addWithoutImage("a", TRUNCATED);
        addAll("b");
        ReplaySummary summary = replay(new ReplayPlan(RejectionFilter.ALL, 1, Optional.empty()));
        assertThat(names()).containsExactly("b");
        assertThat(summary.withoutImage()).isEqualTo(1);
        assertThat(summary.published().acknowledged()).isEqualTo(1);
    }

    @Test
    void anImageOfADeletedTopicIsNotSent() throws BrokerException {
        topic.addOfDeletedTopic("a");
        addAll("b");
        ReplaySummary summary = replay(ReplayPlan.ALL);
        assertThat(names()).containsExactly("b");
        assertThat(summary.published().failed().names()).containsExactly("deleted-0-100: topic \"deleted\" not found");
    }

    @Test
    void everyRecordIsCountedOnce() throws BrokerException {
        addAll("a", "b");
        topic.add("c", EMPTY, new RecordHeaders());
        topic.addForeign();

        ReplaySummary summary = replay(new ReplayPlan(
                new RejectionFilter(Set.of(TRUNCATED), Instant.MIN, Instant.MAX),
                Long.MAX_VALUE,
                Optional.of("elsewhere")));

        assertThat(names()).containsExactly("a", "b");
        assertThat(producer.history())
                .allSatisfy(record -> assertThat(record.topic()).isEqualTo("elsewhere"));
        assertThat(summary.read()).isEqualTo(3);
        assertThat(summary.filteredOut()).isEqualTo(1);
        assertThat(summary.malformed()).isEqualTo(1);
        assertThat(summary.published().acknowledged()).isEqualTo(2);
    }

    @Test
    void endsWithTheRejectionsThatExistWhenItStarts() throws BrokerException {
        addAll("a", "b");

        // Simulates an image that is rejected again at once.
        ReplaySummary summary = replay(ReplayPlan.ALL, new PublishListener() {
            @Override
            public void acknowledged(OutgoingImage image, int partition, long offset) {
                addAll(image.name() + " again");
            }
        });

        assertThat(names()).containsExactly("a", "b");
        assertThat(summary.read()).isEqualTo(2);
    }

    @Test
    void sendsTheRequestedNumber() throws BrokerException {
        addAll("a", "b", "c");

        ReplaySummary summary = replay(new ReplayPlan(RejectionFilter.ALL, 2, Optional.empty()));

        assertThat(names()).containsExactly("a", "b");
        assertThat(summary.published().stopped()).isFalse();
    }

    @Test
    void aTooLargeImageIsNamedAndTheOthersAreSent() throws BrokerException {
        addAll("a", "large", "c");
        producer.failFor("large", new RecordTooLargeException("too large"));

        PublishSummary summary = replay(ReplayPlan.ALL).published();

        assertThat(names()).containsExactly("a", "c");
        assertThat(summary.tooLarge().names()).containsExactly("photos-1-101 (5 bytes)");
        assertThat(summary.failed().count()).isZero();
    }

    @Test
    void afterAFailureTheRemainingImagesAreNotSent() throws BrokerException {
        addAll("a", "b", "c");
        producer.failFor("b", new TimeoutException("expired"));

        ReplaySummary summary = replay(ReplayPlan.ALL);

        assertThat(names()).containsExactly("a");
        assertThat(summary.read()).isEqualTo(2);
        assertThat(summary.published().failed().names()).containsExactly("photos-1-101: TimeoutException: expired");
    }

    @Test
    void whenStoppedTheSummaryHasTheSentImages() throws BrokerException {
        addAll("a", "b", "c");

        List<RejectionReplayer> replayers = new ArrayList<>();
        ReplaySummary summary;
        try (RejectionReplayer closed = replayer(ReplayPlan.ALL, new PublishListener() {
            @Override
            public void sending(OutgoingImage image) {
                replayers.forEach(RejectionReplayer::stop);
            }
        })) {
            replayers.add(closed);
            summary = closed.replay();
        }

        assertThat(names()).containsExactly("a");
        assertThat(summary.published().acknowledged()).isEqualTo(1);
        assertThat(summary.published().stopped()).isTrue();
    }

    private void addAll(String... names) {
        for (String name : names) {
            topic.add(name, TRUNCATED, new RecordHeaders());
        }
    }

    private ReplaySummary replay(ReplayPlan plan) throws BrokerException {
        return replay(plan, PublishListener.NONE);
    }

    private ReplaySummary replay(ReplayPlan plan, PublishListener listener) throws BrokerException {
        try (RejectionReplayer replayer = replayer(plan, listener)) {
            return replayer.replay();
        }
    }

    private RejectionReplayer replayer(ReplayPlan plan, PublishListener listener) {
        return new RejectionReplayer(topic.subscriber(), new RecordSender(producer), plan, listener, System::nanoTime);
    }

    /** Names of the acknowledged images. */
    private List<String> names() {
        return producer.history().stream()
                .map(record -> new String(record.value(), UTF_8))
                .toList();
    }
}
