package io.pawstream.producer.publish;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pawstream.sources.FolderSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(20)
final class ImagePublisherTest {

    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-03-01T10:00:00Z"), ZoneOffset.UTC);

    private final ScriptedProducer producer = new ScriptedProducer();
    private final List<String> results = new ArrayList<>();
    private final List<OutgoingImage> sent = new ArrayList<>();
    private final ImagePublisher publisher = publisher(new PublishListener() {
        @Override
        public void sending(OutgoingImage image) {
            sent.add(image);
        }

        @Override
        public void acknowledged(OutgoingImage image, int partition, long offset) {
            results.add("acknowledged " + image.name());
        }

        @Override
        public void tooLarge(OutgoingImage image) {
            results.add("too large " + image.name());
        }

        @Override
        public void failed(OutgoingImage image, Exception cause) {
            results.add("failed " + image.name());
        }

        @Override
        public void notSent(String name, String reason) {
            results.add("not sent " + name);
        }

        @Override
        public void notAnImage(String name) {
            results.add("not an image " + name);
        }
    });

    private ImagePublisher publisher(PublishListener listener) {
        return new ImagePublisher(new RecordSender(producer), listener, CLOCK, System::nanoTime, "run");
    }

    @AfterEach
    void close() {
        publisher.close();
    }

    @Test
    void anEventIsACloudEventWithTheUnchangedBytes() {
        publisher.publish(
                new TestSource("Cat/1.jpg"),
                PublishPlan.of("/photos/my pets.zip").withTopic("photos").withModel("model3"));
        ProducerRecord<byte[], byte[]> record = producer.history().get(0);
        assertThat(record.topic()).isEqualTo("photos");
        assertThat(record.key()).asString(UTF_8).isEqualTo("run-0");
        assertThat(record.value()).asString(UTF_8).isEqualTo("Cat/1.jpg");
        assertThat(headers(record))
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "ce_specversion", "1.0",
                        "ce_id", "run-0",
                        "ce_source", "pawstream:producer/my%20pets.zip",
                        "ce_type", "io.pawstream.image.v1",
                        "ce_subject", "Cat/1.jpg",
                        "ce_time", "2026-03-01T10:00:00Z",
                        "ce_model", "model3",
                        "content-type", "application/octet-stream"));
    }

    @Test
    void anImageExpiresSomeTimeAfterItIsPublished() {
        publisher.publish(new TestSource("Cat/1.jpg"), PublishPlan.of("drawn").withExpiresIn(Duration.ofSeconds(90)));
        assertThat(headers(producer.history().get(0)))
                .containsEntry("ce_time", "2026-03-01T10:00:00Z")
                .containsEntry("ce_expirytime", "2026-03-01T10:01:30Z");
    }

    @Test
    void anEventByReferenceHasAnAddressInsteadOfBytes(@TempDir Path directory) throws IOException {
        Path file = Files.write(directory.resolve("one cat.jpg"), new byte[] {(byte) 0xFF, (byte) 0xD8, (byte) 0xFF});
        try (FolderSource source = new FolderSource(directory)) {
            PublishSummary summary =
                    publisher.publish(source, PublishPlan.of("photos").withByReference(true));
            assertThat(summary.acknowledged()).isEqualTo(1);
        }
        ProducerRecord<byte[], byte[]> record = producer.history().get(0);
        assertThat(record.value()).isEmpty();
        assertThat(headers(record))
                .containsEntry("ce_dataref", file.toRealPath().toUri().toString())
                .containsEntry("content-type", "image/jpeg");
        assertThat(headers(record).get("ce_dataref")).startsWith("file:///").endsWith("/one%20cat.jpg");
    }

    @Test
    void everyFileIsCountedOnce() {
        producer.failFor("large.jpg", new RecordTooLargeException("too large"));
        PublishSummary summary = publisher.publish(
                new TestSource("1.jpg", "Thumbs.db", "large.jpg", "unreadable.jpg", "2.PNG"), PublishPlan.of("drawn"));
        assertThat(summary.acknowledged()).isEqualTo(2);
        assertThat(summary.acknowledgedBytes()).isEqualTo(10);
        assertThat(summary.tooLarge().names()).containsExactly("large.jpg (9 bytes)");
        assertThat(summary.failed().names()).containsExactly("unreadable.jpg: cannot read unreadable.jpg");
        assertThat(summary.notImages().count()).isEqualTo(1);
        assertThat(summary.stopped()).isFalse();
        assertThat(results)
                .containsExactlyInAnyOrder(
                        "acknowledged 1.jpg",
                        "not an image Thumbs.db",
                        "too large large.jpg",
                        "not sent unreadable.jpg",
                        "acknowledged 2.PNG");
        assertThat(sent).extracting(OutgoingImage::name).containsExactly("1.jpg", "large.jpg", "2.PNG");
    }

    @Test
    void afterAFailureTheRemainingImagesAreNamedAndNotSent() {
        producer.failFor("2.jpg", new TimeoutException("expired"));
        String[] names = IntStream.rangeClosed(1, 60).mapToObj(i -> i + ".jpg").toArray(String[]::new);
        PublishSummary summary = publisher.publish(new TestSource(names), PublishPlan.of("drawn"));
        assertThat(summary.acknowledged()).isEqualTo(1);
        assertThat(summary.failed().count()).isEqualTo(59);
        assertThat(summary.failed().names()).hasSize(PublishSummary.MAX_NAMES);
        assertThat(summary.failed().names().get(0)).isEqualTo("2.jpg: TimeoutException: expired");
        assertThat(summary.failed().names().get(1)).isEqualTo("3.jpg: not sent after the previous failure");
        assertThat(summary.failed().names().get(9)).startsWith("11.jpg: not sent");
        assertThat(producer.history()).hasSize(1);
    }

    @Test
    void aFailureInAnEndlessLoopEndsIt() {
        producer.failFor("2.jpg", new TimeoutException("expired"));
        PublishSummary summary = publisher.publish(
                new TestSource("1.jpg", "2.jpg"), PublishPlan.of("drawn").withLoop(true));
        assertThat(summary.failed().names()).containsExactly("2.jpg: TimeoutException: expired");
    }

    @Test
    void idsDifferInALoopAndInASecondRun() {
        PublishPlan plan = PublishPlan.of("drawn").withLoop(true).withCount(50);
        publisher.publish(new TestSource("1.jpg", "2.jpg", "3.jpg"), plan);
        publisher.publish(new TestSource("1.jpg", "2.jpg", "3.jpg"), plan);
        assertThat(producer.history()).hasSize(100);
        assertThat(producer.history().stream().map(record -> headers(record).get("ce_id")))
                .doesNotHaveDuplicates();
    }

    @Test
    void theRateDoesNotDrift() {
        long before = System.nanoTime();
        publisher.publish(
                new TestSource("1.jpg"),
                PublishPlan.of("drawn").withLoop(true).withCount(41).withRatePerSecond(100));
        assertThat((System.nanoTime() - before) / 1e9).isBetween(0.4, 1.5);
        for (int i = 1; i < sent.size(); i++) {
            assertThat(sent.get(i).dueNanoTime() - sent.get(0).dueNanoTime()).isEqualTo(i * 10_000_000L);
            assertThat(sent.get(i).sendNanoTime())
                    .isGreaterThanOrEqualTo(sent.get(i).dueNanoTime());
        }
    }

    @Test
    void stopsInTheMiddleOfALongWait() throws InterruptedException {
        AtomicLong acknowledged = new AtomicLong();
        ImagePublisher slow = publisher(new PublishListener() {
            @Override
            public void acknowledged(OutgoingImage image, int partition, long offset) {
                acknowledged.incrementAndGet();
            }
        });
        PublishSummary[] summary = new PublishSummary[1];
        Thread thread = new Thread(() -> summary[0] = slow.publish(
                new TestSource("1.jpg", "2.jpg"), PublishPlan.of("drawn").withRatePerSecond(0.001)));
        thread.start();
        while (acknowledged.get() == 0) {
            Thread.sleep(5);
        }
        slow.stop();
        thread.join(5_000);
        assertThat(summary[0].stopped()).isTrue();
        assertThat(summary[0].acknowledged()).isEqualTo(1);
        assertThat(summary[0].failed().count()).isZero();
    }

    @Test
    void anInterruptStopsPublishingAndIsKept() throws InterruptedException {
        AtomicBoolean interrupted = new AtomicBoolean();
        PublishSummary[] summary = new PublishSummary[1];
        Thread thread = new Thread(() -> {
            summary[0] = publisher.publish(
                    new TestSource("1.jpg", "2.jpg"), PublishPlan.of("drawn").withRatePerSecond(0.001));
            interrupted.set(Thread.currentThread().isInterrupted());
        });
        thread.start();
        thread.interrupt();
        thread.join(5_000);
        assertThat(summary[0].stopped()).isTrue();
        assertThat(interrupted).isTrue();
    }

    @Test
    void anImageWithoutAnAddressCannotBePublishedByReference() {
        assertThatThrownBy(() -> publisher.publish(
                        new TestSource("1.jpg"), PublishPlan.of("a.zip").withByReference(true)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("1.jpg has no URI; only images in a directory can be published by reference");
    }

    private static Map<String, String> headers(ProducerRecord<byte[], byte[]> record) {
        Map<String, String> headers = new TreeMap<>();
        record.headers().forEach(header -> headers.put(header.key(), new String(header.value(), UTF_8)));
        return headers;
    }
}
