package io.pawstream.producer;

import io.pawstream.cli.CtrlC;
import io.pawstream.contract.event.MalformedEventException;
import io.pawstream.producer.broker.BrokerException;
import io.pawstream.producer.subscribe.EventHandler;
import io.pawstream.producer.subscribe.EventSubscriber;
import java.io.PrintWriter;
import java.util.function.BiFunction;
import java.util.function.BiPredicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Prints a line for each event that is wanted, until enough have come, Ctrl-C, or nobody reads the lines any more.
 *
 * @param <T> kind of event
 */
final class Following<T> implements EventHandler<T> {

    private final EventSubscriber<T> subscriber;
    private final BiPredicate<T, ConsumerRecord<byte[], byte[]>> wanted;
    private final BiFunction<T, ConsumerRecord<byte[], byte[]>, String> line;
    private final PrintWriter out;
    private final PrintWriter err;
    private final long count;
    private long printed;

    Following(
            EventSubscriber<T> subscriber,
            BiPredicate<T, ConsumerRecord<byte[], byte[]>> wanted,
            long count,
            BiFunction<T, ConsumerRecord<byte[], byte[]>, String> line,
            PrintWriter out,
            PrintWriter err) {
        this.subscriber = subscriber;
        this.wanted = wanted;
        this.count = count;
        this.line = line;
        this.out = out;
        this.err = err;
    }

    /** Goes on with the events that come. */
    void follow() throws BrokerException {
        CtrlC.<Void, BrokerException>stops(subscriber::stop, CtrlC.PATIENCE, () -> {
            subscriber.run(this);
            return null;
        });
    }

    /** Ends with the events that are there; says how many it printed. */
    long list() throws BrokerException {
        return CtrlC.stops(subscriber::stop, CtrlC.PATIENCE, () -> {
            subscriber.runToEnd(this);
            return printed;
        });
    }

    @Override
    public void event(T event, ConsumerRecord<byte[], byte[]> record) {
        if (!wanted.test(event, record)) {
            return;
        }
        out.println(line.apply(event, record));
        // Flushes too; true when the other end of a pipe is closed, as by "head".
        boolean unread = out.checkError();
        if (++printed == count || unread) {
            subscriber.stop();
        }
    }

    @Override
    public void malformed(ConsumerRecord<byte[], byte[]> record, MalformedEventException cause) {
        err.println("passed over: " + cause.getMessage());
        if (err.checkError()) {
            subscriber.stop();
        }
    }
}
