package io.pawstream.producer.subscribe;

import io.pawstream.contract.event.MalformedEventException;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Takes events one by one, in the order of each partition.
 *
 * @param <T> kind of event
 */
@FunctionalInterface
public interface EventHandler<T> {

    /** An event and the record it came in. */
    void event(T event, ConsumerRecord<byte[], byte[]> record);

    /** A record that is no such event; it is passed over unless this method is overridden. */
    default void malformed(ConsumerRecord<byte[], byte[]> record, MalformedEventException cause) {}
}
