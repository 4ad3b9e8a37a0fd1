package io.pawstream.producer.publish;

import static org.assertj.core.api.Assertions.assertThat;

import io.pawstream.producer.publish.PublishSummary.Unpublished;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

final class TallyTest {

    private final List<String> results = new ArrayList<>();
    private final AtomicInteger failures = new AtomicInteger();
    private final Tally tally = new Tally(
            new PublishListener() {
                @Override
                public void failed(OutgoingImage image, Exception cause) {
                    results.add(image.name() + " " + cause.getMessage());
                }
            },
            failures::incrementAndGet);

    @Test
    void eachResultCountsOnce() {
        tally.acknowledged(image("a"), 0, 1);
        tally.acknowledged(image("b"), 0, 2);
        tally.tooLarge(image("c"));
        tally.notSent("d", "cannot read d");
        tally.notAnImage("e.txt");
        assertThat(tally.hasFailed()).isFalse();
        assertThat(failures).hasValue(0);
        assertThat(tally.summary(2, false))
                .isEqualTo(new PublishSummary(
                        2,
                        200,
                        new Unpublished(1, List.of("c (100 bytes)")),
                        new Unpublished(1, List.of("d: cannot read d")),
                        new Unpublished(1, List.of("e.txt")),
                        2,
                        false));
        assertThat(tally.summary(2, false).ratePerSecond()).isEqualTo(1);
    }

    @Test
    void aFailureNotifiesTheListenerAndTheSender() {
        tally.failed(image("a"), new TimeoutException("expired"), "expired");
        assertThat(tally.hasFailed()).isTrue();
        assertThat(failures).hasValue(1);
        assertThat(results).containsExactly("a expired");
    }

    @Test
    void namesAreLimitedAndWithoutDuplicates() {
        tally.tooLarge(image("a"));
        tally.tooLarge(image("a"));
        IntStream.range(0, 50).forEach(i -> tally.notSent("image " + i, "not read"));
        PublishSummary summary = tally.summary(0, false);
        assertThat(summary.tooLarge().count()).isEqualTo(2);
        assertThat(summary.tooLarge().names()).hasSize(1);
        assertThat(summary.failed().count()).isEqualTo(50);
        assertThat(summary.failed().names()).hasSize(PublishSummary.MAX_NAMES).contains("image 0: not read");
        assertThat(summary.ratePerSecond()).isZero();
    }

    @Test
    void severalThreadsCanCount() {
        IntStream.range(0, 10_000).parallel().forEach(i -> tally.acknowledged(image("a"), 0, i));
        assertThat(tally.summary(1, false).acknowledged()).isEqualTo(10_000);
        assertThat(tally.summary(1, false).acknowledgedBytes()).isEqualTo(1_000_000);
    }

    @Test
    void anExceptionOfTheClientIsAFailure() {
        MockProducer<byte[], byte[]> producer =
                new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer());
        producer.sendException = new KafkaException("producer is fenced");
        try (RecordSender sender = new RecordSender(producer)) {
            sender.send(new ProducerRecord<>("images", new byte[1]), image("a"), tally);
        }
        assertThat(tally.summary(1, false).failed().names()).containsExactly("a: KafkaException: producer is fenced");
        assertThat(failures).hasValue(1);
    }

    private static OutgoingImage image(String name) {
        return new OutgoingImage("id-" + name, name, Optional.empty(), 100, 0, 0);
    }
}
