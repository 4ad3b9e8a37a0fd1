package io.pawstream.processor.observe;

import static org.assertj.core.api.Assertions.assertThat;

import io.pawstream.contract.event.ImageIdentity;
import io.pawstream.contract.event.RejectionReason;
import io.pawstream.processor.pipeline.Result.Rejected;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.jboss.logging.MDC;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RejectionLogTest {

    private final AtomicLong nanoTime = new AtomicLong(7);
    private final RejectionLog log = new RejectionLog(nanoTime::get);
    private final List<String> lines = new ArrayList<>();
    private final Map<String, Object> fields = new HashMap<>();
    private final Logger logger = Logger.getLogger(RejectionLog.class.getName());

    private final Handler handler = new Handler() {
        @Override
        public void publish(LogRecord line) {
            lines.add(line.getMessage());
            fields.putAll(MDC.getMap());
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
        log.rejected(TestResults.rejected(RejectionReason.TRUNCATED, message), TestResults.RECORD);
    }

    @Test
    void aLineNamesTheImageAndTheReason() {
        reject("it ends early");
        assertThat(lines)
                .containsExactly("rejected imageId=images-1-2 topic=images partition=1 offset=2 reason=truncated:"
                        + " it ends early");
    }

    @Test
    void aLineBreakInAMessageStartsNoNewLine() {
        reject("bad\n2026-01-01 ERROR forged");
        assertThat(lines).singleElement().satisfies(line -> assertThat(line).doesNotContain("\n"));
    }

    @Test
    void aLineBreakInAnIdStartsNoNewLine() {
        ImageIdentity image = new ImageIdentity("id\n2026-01-01 ERROR forged", "test", null, null);
        log.rejected(new Rejected(image, RejectionReason.EMPTY, "no data"), TestResults.RECORD);
        assertThat(lines).singleElement().satisfies(line -> assertThat(line)
                .startsWith("rejected imageId=id\\u000a2026-01-01 ERROR forged topic=images"));
    }

    @Test
    void keysAreFieldsOfAStructuredLogUntilTheLineIsWritten() {
        reject("it ends early");
        assertThat(fields)
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "imageId", "images-1-2",
                        "topic", "images",
                        "partition", "1",
                        "offset", "2",
                        "reason", "truncated"));
        assertThat(MDC.getMap()).isEmpty();
    }

    @Test
    void logsTenAndCountsTheOthers() {
        for (int i = 0; i < 1_000; i++) {
            reject("no");
        }
        assertThat(lines).hasSize(10);
        nanoTime.addAndGet(11_000_000_000L);
        reject("no");
        assertThat(lines).hasSize(12).element(10).isEqualTo("990 more images rejected in 10 s");
    }
}
