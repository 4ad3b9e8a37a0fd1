package io.pawstream.processor.control;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.pawstream.contract.event.InstanceStatus;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class InstanceReporterTest {

    @TempDir
    private Path directory;

    private final AtomicLong nanoTime = new AtomicLong(7);
    private final BlockingQueue<Boolean> brokerResponds = new LinkedBlockingQueue<>();
    private final MockProducer<byte[], byte[]> producer =
            new MockProducer<>(false, null, new ByteArraySerializer(), new ByteArraySerializer());
    private boolean topicExists = true;
    private TestInstance instance;
    private InstanceReporter reporter;

    @BeforeEach
    void create() throws Exception {
        instance = new TestInstance(directory);
        reporter = reporter((status, responds) -> brokerResponds.add(responds));
    }

    private InstanceReporter reporter(InstanceReporter.Listener listener) {
        return new InstanceReporter(
                "instances",
                instance.reader,
                () -> topicExists ? Optional.of(producer) : Optional.empty(),
                listener,
                nanoTime::get);
    }

    @AfterEach
    void close() {
        reporter.close();
        instance.close();
    }

    private boolean reportAfter(long seconds) {
        nanoTime.addAndGet(TimeUnit.SECONDS.toNanos(seconds));
        reporter.report();
        return brokerResponds.remove();
    }

    @Test
    void publishesTheStatusUnderTheNameOfTheInstance() throws Exception {
        reporter.report();
        assertThat(producer.history()).hasSize(1);
        ProducerRecord<byte[], byte[]> record = producer.history().get(0);
        assertThat(record.topic()).isEqualTo("instances");
        assertThat(new String(record.key(), UTF_8)).isEqualTo("instance-1");
        InstanceStatus status = InstanceStatus.fromJson(record.value());
        assertThat(status.instance()).isEqualTo("instance-1");
        assertThat(status.applicationId()).isEqualTo("pawstream");
    }

    @Test
    void publishesNothingWhileTheTopicMayBeMissing() {
        topicExists = false;
        reporter.report();
        assertThat(producer.history()).isEmpty();
        assertThat(brokerResponds).as("the listener still receives the status").hasSize(1);
        topicExists = true;
        reporter.report();
        assertThat(producer.history()).singleElement().satisfies(record -> assertThat(record.partition())
                .isZero());
    }

    @Test
    void publishesATombstoneWhenItCloses() {
        reporter.report();
        reporter.close();
        assertThat(producer.history()).hasSize(2).last().satisfies(record -> {
            assertThat(new String(record.key(), UTF_8)).isEqualTo("instance-1");
            assertThat(record.value()).isNull();
        });
    }

    @Test
    void reportsAtOnceAndThenEachSecond() throws Exception {
        reporter.start();
        assertThat(brokerResponds.poll(20, TimeUnit.SECONDS)).isTrue();
        assertThat(brokerResponds.poll(20, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void theBrokerRespondsUntilThirtySecondsPassWithoutAResponse() {
        assertThat(reportAfter(0)).isTrue();
        assertThat(reportAfter(29)).isTrue();
        assertThat(reportAfter(1)).isFalse();
        producer.completeNext();
        assertThat(reportAfter(0)).isTrue();
        assertThat(reportAfter(29)).isTrue();
        assertThat(reportAfter(1)).isFalse();
    }

    @Test
    void aRetriableErrorIsNoResponse() {
        assertThat(reportAfter(25)).isTrue();
        producer.errorNext(new TimeoutException("no broker"));
        assertThat(reportAfter(5)).isFalse();
    }

    @Test
    void anyOtherErrorIsAResponse() {
        assertThat(reportAfter(25)).isTrue();
        producer.errorNext(new RecordTooLargeException("too large"));
        assertThat(reportAfter(5)).isTrue();
    }

    @Test
    void aFailingListenerDoesNotEndTheReports() throws Exception {
        BlockingQueue<InstanceStatus> reports = new LinkedBlockingQueue<>();
        try (InstanceReporter failing = reporter((status, responds) -> {
            reports.add(status);
            throw new IllegalStateException("defect");
        })) {
            failing.start();
            assertThat(reports.poll(20, TimeUnit.SECONDS)).isNotNull();
            assertThat(reports.poll(20, TimeUnit.SECONDS)).isNotNull();
        }
    }
}
