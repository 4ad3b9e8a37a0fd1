package io.pawstream.producer.subscribe;

import io.pawstream.contract.event.MalformedEventException;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Receives events one by one, in the order of each partition.
 *
 * @param <T> type of the events
 */
@FunctionalInterface
public interface EventHandler<T> {

    /**
     * Receives an event.
     *
     * @param event the event
     * @param record the record that contains it
     */
    void event(T event, ConsumerRecord<byte[], byte[]> record);

    /**
     * Receives a record that is not a valid event. The default ignores it.
     *
     * @param record the record
     * @param cause why the record is not valid
     */
    default void malformed(ConsumerRecord<byte[], byte[]> record, MalformedEventException cause) {}
}
