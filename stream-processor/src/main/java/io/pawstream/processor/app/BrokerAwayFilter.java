package io.pawstream.processor.app;

import io.quarkus.logging.LoggingFilter;
import java.util.Objects;
import java.util.logging.Filter;
import java.util.logging.LogRecord;

/** Drops the stack trace of a message that Quarkus logs every three seconds while no broker is reachable. */
@LoggingFilter(name = "broker-away")
final class BrokerAwayFilter implements Filter {

    @Override
    public boolean isLoggable(LogRecord record) {
        if (Objects.toString(record.getMessage()).startsWith("Failed to get topic names from broker")) {
            record.setThrown(null);
        }
        return true;
    }
}
