package io.pawstream.processor.app;

import io.pawstream.cli.Printable;
import io.quarkus.logging.LoggingFilter;
import java.util.Objects;
import java.util.logging.Filter;
import java.util.logging.Formatter;
import java.util.logging.LogRecord;
import org.jboss.logmanager.ExtLogRecord;
import org.jboss.logmanager.formatters.PatternFormatter;
import org.jspecify.annotations.Nullable;

/**
 * Edits each record of the console log. Escapes characters that are not printable, because messages contain text of
 * publishers. Replaces the stack trace of a start that fails because of an invalid setting by one line that names it.
 */
@LoggingFilter(name = "console")
final class ConsoleFilter implements Filter {

    private final Formatter formatter = new PatternFormatter("%s");

    @Override
    public boolean isLoggable(LogRecord record) {
        if (Objects.toString(record.getMessage()).startsWith("Failed to start application")
                && root(record.getThrown()) instanceof IllegalArgumentException invalid) {
            record.setMessage("cannot start: " + invalid.getMessage());
            record.setThrown(null);
        }
        if (record instanceof ExtLogRecord extended) {
            String message = Objects.toString(formatter.formatMessage(record), "");
            String printable = Printable.of(message);
            if (!printable.equals(message)) {
                extended.setMessage(printable, ExtLogRecord.FormatStyle.NO_FORMAT);
            }
        }
        return true;
    }

    private static @Nullable Throwable root(@Nullable Throwable failure) {
        Throwable root = failure;
        while (root != null && root.getCause() != null) {
            root = root.getCause();
        }
        return root;
    }
}
