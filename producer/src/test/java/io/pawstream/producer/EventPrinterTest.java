package io.pawstream.producer;

import static io.pawstream.contract.event.RejectionReason.EMPTY;
import static io.pawstream.contract.event.RejectionReason.TRUNCATED;
import static org.assertj.core.api.Assertions.assertThat;

import io.pawstream.contract.event.Rejection;
import io.pawstream.contract.event.RejectionReason;
import io.pawstream.producer.broker.BrokerException;
import io.pawstream.producer.subscribe.EventSubscriber;
import io.pawstream.producer.subscribe.RejectedTopic;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.util.function.Predicate;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
final class EventPrinterTest {

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final RejectedTopic topic;

    EventPrinterTest() throws BrokerException {
        topic = new RejectedTopic();
    }

    @Test
    void listPrintsTheSelectedEventsAndReturnsTheirNumber() throws BrokerException {
        add(TRUNCATED, EMPTY, TRUNCATED);
        assertThat(list(rejection -> rejection.reason() == TRUNCATED, Long.MAX_VALUE, out))
                .isEqualTo(2);
        assertThat(out.toString().lines()).containsExactly("truncated 0", "truncated 2");
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void theCountIsThatOfThePrintedLines() throws BrokerException {
        add(EMPTY, TRUNCATED, TRUNCATED, TRUNCATED);
        assertThat(list(rejection -> rejection.reason() == TRUNCATED, 2, out)).isEqualTo(2);
        assertThat(out.toString().lines()).containsExactly("truncated 1", "truncated 2");
    }

    @Test
    void followEndsAtTheCount() throws BrokerException {
        add(EMPTY, TRUNCATED, EMPTY);
        try (EventSubscriber<Rejection> subscriber = topic.subscriber()) {
            printer(subscriber, rejection -> true, 2, out).follow();
        }
        assertThat(out.toString().lines()).containsExactly("empty 0", "truncated 1");
    }

    @Test
    void aMalformedRecordIsReportedAndSkipped() throws BrokerException {
        add(EMPTY);
        topic.addForeign();
        add(EMPTY);
        assertThat(list(rejection -> true, Long.MAX_VALUE, out)).isEqualTo(2);
        assertThat(err.toString())
                .startsWith("skipped: record images.rejected-0-1 is not a rejection")
                .hasLineCount(1);
    }

    @Test
    void endsWhenTheOutputIsClosed() throws BrokerException {
        add(EMPTY, EMPTY, EMPTY);
        assertThat(list(rejection -> true, Long.MAX_VALUE, new ClosedPipe())).isEqualTo(1);
    }

    private void add(RejectionReason... reasons) {
        for (RejectionReason reason : reasons) {
            topic.add("image", reason, new RecordHeaders());
        }
    }

    private long list(Predicate<Rejection> filter, long count, Writer writer) throws BrokerException {
        try (EventSubscriber<Rejection> subscriber = topic.subscriber()) {
            return printer(subscriber, filter, count, writer).list();
        }
    }

    private EventPrinter<Rejection> printer(
            EventSubscriber<Rejection> subscriber, Predicate<Rejection> filter, long count, Writer writer) {
        return new EventPrinter<>(
                subscriber,
                (rejection, record) -> filter.test(rejection),
                count,
                (rejection, record) -> rejection.reason().word() + " " + record.offset(),
                new PrintWriter(writer),
                new PrintWriter(err));
    }

    /** The output of a program whose reader, for instance {@code head}, has ended. */
    private static final class ClosedPipe extends Writer {

        @Override
        public void write(char[] buffer, int from, int length) throws IOException {
            throw new IOException("Broken pipe");
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }
}
