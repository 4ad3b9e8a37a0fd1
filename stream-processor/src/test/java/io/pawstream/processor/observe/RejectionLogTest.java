package io.pawstream.processor.observe;

import static org.assertj.core.api.Assertions.assertThat;

import io.pawstream.contract.event.RecordAddress;
import io.pawstream.contract.event.Rejection;
import io.pawstream.contract.event.RejectionReason;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RejectionLogTest {

    private final AtomicLong nanoTime = new AtomicLong(7);
    private final RejectionLog log = new RejectionLog(nanoTime::get);
    private final List<String> lines = new ArrayList<>();
    private final Logger logger = Logger.getLogger(RejectionLog.class.getName());

    private final Handler handler = new Handler() {
        @Override
        public void publish(LogRecord line) {
            lines.add(line.getMessage());
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };

    @BeforeEach
    void listen() {
        logger.addHandler(handler);
    }

    @AfterEach
    void stop() {
        logger.removeHandler(handler);
    }

    private void reject(String message) {
        RecordAddress input = new RecordAddress("images", 1, 2);
        log.rejected(new ConsumerRecord<>(
                "images",
                1,
                2,
                0,
                TimestampType.CREATE_TIME,
                0,
                0,
                null,
                new byte[] {1},
                Rejection.headers(new RecordHeaders(), RejectionReason.TRUNCATED, message, input),
                Optional.empty()));
    }

    @Test
    void aLineNamesTheImageAndTheReason() {
        reject("it ends early");
        assertThat(lines)
                .containsExactly("rejected imageId=images-1-2 topic=images partition=1 offset=2 reason=truncated:"
                        + " it ends early");
    }

    @Test
    void aLineBreakOfSomebodyElseStartsNoLine() {
        reject("bad\n2026-01-01 ERROR all is lost");
        assertThat(lines).singleElement().satisfies(line -> assertThat(line).doesNotContain("\n"));
    }

    @Test
    void ofManySomeAreLoggedAndTheOthersCounted() {
        for (int i = 0; i < 1_000; i++) {
            reject("no");
        }
        assertThat(lines).hasSize(10);
        nanoTime.addAndGet(11_000_000_000L);
        reject("no");
        assertThat(lines).hasSize(12).element(10).isEqualTo("990 more images were rejected in 10 s");
    }
}
