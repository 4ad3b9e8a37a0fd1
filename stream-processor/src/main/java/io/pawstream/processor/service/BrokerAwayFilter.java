package io.pawstream.processor.service;

import io.quarkus.logging.LoggingFilter;
import java.util.Objects;
import java.util.logging.Filter;
import java.util.logging.LogRecord;

/** Leaves out a stack trace every three seconds while there is no broker: its clients say so, with its address. */
@LoggingFilter(name = "broker-away")
final class BrokerAwayFilter implements Filter {

    @Override
    public boolean isLoggable(LogRecord record) {
        return !Objects.toString(record.getMessage()).startsWith("Failed to get topic names from broker");
    }
}
