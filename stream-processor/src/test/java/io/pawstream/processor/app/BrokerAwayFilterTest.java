package io.pawstream.processor.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.Test;

class BrokerAwayFilterTest {

    private final BrokerAwayFilter filter = new BrokerAwayFilter();
    private final IllegalStateException failure = new IllegalStateException("no broker");

    private LogRecord filtered(String message) {
        LogRecord record = new LogRecord(Level.WARNING, message);
        record.setThrown(failure);
        assertThat(filter.isLoggable(record)).isTrue();
        return record;
    }

    @Test
    void removesTheStackTraceOfAMissingBroker() {
        assertThat(filtered("Failed to get topic names from broker").getThrown())
                .isNull();
    }

    @Test
    void keepsAllOtherStackTraces() {
        assertThat(filtered("cannot start").getThrown()).isSameAs(failure);
        assertThat(filtered(null).getThrown()).isSameAs(failure);
    }
}
