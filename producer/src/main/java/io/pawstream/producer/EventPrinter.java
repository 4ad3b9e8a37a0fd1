package io.pawstream.producer;

import io.pawstream.cli.CtrlC;
import io.pawstream.cli.OutputWatch;
import io.pawstream.cli.Printable;
import io.pawstream.contract.event.MalformedEventException;
import io.pawstream.producer.broker.BrokerException;
import io.pawstream.producer.subscribe.EventHandler;
import io.pawstream.producer.subscribe.EventSubscriber;
import java.io.PrintWriter;
import java.util.function.BiFunction;
import java.util.function.BiPredicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Prints a line for each selected event. Stops after a number of events, on Ctrl-C, or when the output is closed.
 *
 * @param <T> type of the events
 */
final class EventPrinter<T> implements EventHandler<T> {

    private final EventSubscriber<T> subscriber;
    private final BiPredicate<T, ConsumerRecord<byte[], byte[]>> filter;
    private final BiFunction<T, ConsumerRecord<byte[], byte[]>, String> format;
    private final PrintWriter out;
    private final PrintWriter err;
    private final long count;
    private long printed;

    /**
     * Creates a printer.
     *
     * @param subscriber source of the events
     * @param filter selects the events to print
     * @param count maximum number of lines, at least 1
     * @param format formats an event as a line
     * @param out receives the lines
     * @param err receives a line for each malformed record
     */
    EventPrinter(
            EventSubscriber<T> subscriber,
            BiPredicate<T, ConsumerRecord<byte[], byte[]>> filter,
            long count,
            BiFunction<T, ConsumerRecord<byte[], byte[]>, String> format,
            PrintWriter out,
            PrintWriter err) {
        this.subscriber = subscriber;
        this.filter = filter;
        this.count = count;
        this.format = format;
        this.out = out;
        this.err = err;
    }

    /** Prints existing and new events until the subscriber is stopped. */
    void follow() throws BrokerException {
        run(() -> {
            subscriber.run(this);
            return printed;
        });
    }

    /** Prints the events that are committed at the time of the call. Returns the number of printed events. */
    long list() throws BrokerException {
        return run(() -> {
            subscriber.runToEnd(this);
            return printed;
        });
    }

    private long run(CtrlC.Work<Long, BrokerException> work) throws BrokerException {
        return CtrlC.run(subscriber::stop, CtrlC.TIMEOUT, () -> OutputWatch.run(subscriber::stop, work));
    }

    @Override
    public void event(T event, ConsumerRecord<byte[], byte[]> record) {
        if (!filter.test(event, record)) {
            return;
        }
        out.println(format.apply(event, record));
        // Flushes the output; true if the reader of a pipe, for instance "head", has exited.
        boolean closed = OutputWatch.isClosed(out);
        if (++printed == count || closed) {
            subscriber.stop();
        }
    }

    @Override
    public void malformed(ConsumerRecord<byte[], byte[]> record, MalformedEventException cause) {
        err.println(Printable.of("skipped: " + cause.getMessage()));
        if (err.checkError()) {
            subscriber.stop();
        }
    }
}
