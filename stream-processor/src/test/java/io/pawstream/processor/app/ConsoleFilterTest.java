package io.pawstream.processor.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.jboss.logmanager.ExtLogRecord;
import org.jboss.logmanager.formatters.PatternFormatter;
import org.junit.jupiter.api.Test;

class ConsoleFilterTest {

    private final ConsoleFilter filter = new ConsoleFilter();
    private final IllegalStateException failure = new IllegalStateException("no broker");

    private LogRecord filtered(String message) {
        return filtered(message, failure);
    }

    private LogRecord filtered(String message, Throwable failure) {
        LogRecord record = new LogRecord(Level.WARNING, message);
        record.setThrown(failure);
        assertThat(filter.isLoggable(record)).isTrue();
        return record;
    }

    @Test
    void anInvalidSettingIsOneLine() {
        LogRecord record = filtered(
                "Failed to start application",
                new RuntimeException("Failed to start quarkus", new IllegalArgumentException("max-loaded is 0")));
        assertThat(record.getMessage()).isEqualTo("cannot start: max-loaded is 0");
        assertThat(record.getThrown()).isNull();
    }

    @Test
    void keepsAllOtherStackTraces() {
        assertThat(filtered("Failed to start application").getThrown()).isSameAs(failure);
        IllegalArgumentException other = new IllegalArgumentException("other");
        assertThat(filtered("cannot classify", other).getThrown()).isSameAs(other);
        assertThat(filtered(null).getThrown()).isSameAs(failure);
    }

    @Test
    void escapesWhatIsNotPrintable() {
        ExtLogRecord record =
                new ExtLogRecord(Level.WARNING, "model=%s", ExtLogRecord.FormatStyle.PRINTF, "some.Logger");
        record.setParameters(new Object[] {"%s\u001b[2J\u009b\u202e\nforged"});
        assertThat(filter.isLoggable(record)).isTrue();
        assertThat(new PatternFormatter("%s").format(record))
                .isEqualTo("model=%s\\u001b[2J\\u009b\\u202e\\u000aforged");
    }

    @Test
    void keepsPrintableMessages() {
        ExtLogRecord record =
                new ExtLogRecord(Level.WARNING, "model=%s", ExtLogRecord.FormatStyle.PRINTF, "some.Logger");
        record.setParameters(new Object[] {"Käthe"});
        assertThat(filter.isLoggable(record)).isTrue();
        assertThat(record.getMessage()).isEqualTo("model=%s");
        assertThat(new PatternFormatter("%s").format(record)).isEqualTo("model=Käthe");
    }
}
