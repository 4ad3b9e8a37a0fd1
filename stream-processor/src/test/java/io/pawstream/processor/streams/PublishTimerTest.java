package io.pawstream.processor.streams;

import static org.assertj.core.api.Assertions.assertThat;

import io.pawstream.processor.pipeline.WaitListener;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;

class PublishTimerTest {

    private final List<Double> seconds = new ArrayList<>();
    private final PublishTimer timer = new PublishTimer();

    PublishTimerTest() {
        timer.configure(Map.of(PublishTimer.LISTENER, new WaitListener() {
            @Override
            public void published(double waited) {
                seconds.add(waited);
            }
        }));
    }

    @Test
    void measuresEachRecordUntilItsAcknowledgement() throws InterruptedException {
        ProducerRecord<byte[], byte[]> first = sent();
        Thread.sleep(20);
        ProducerRecord<byte[], byte[]> second = sent();
        timer.onAcknowledgement(null, null, first.headers());
        timer.onAcknowledgement(null, null, second.headers());
        assertThat(seconds).hasSize(2);
        assertThat(seconds.get(0)).isGreaterThanOrEqualTo(0.02);
        assertThat(seconds.get(1)).isPositive();
    }

    @Test
    void reportsARecordOnce() {
        ProducerRecord<byte[], byte[]> record = sent();
        timer.onAcknowledgement(null, null, record.headers());
        timer.onAcknowledgement(null, null, record.headers());
        assertThat(seconds).hasSize(1);
    }

    @Test
    void doesNotReportFailedOrUnknownRecords() {
        timer.onAcknowledgement(null, new TimeoutException("broker"), sent().headers());
        timer.onAcknowledgement(null, null, new RecordHeaders());
        timer.onAcknowledgement(null, null, null);
        assertThat(seconds).isEmpty();
    }

    private ProducerRecord<byte[], byte[]> sent() {
        return timer.onSend(new ProducerRecord<>("predictions", new byte[] {1}));
    }
}
