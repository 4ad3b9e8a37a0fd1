package io.pawstream.processor.streams;

import io.pawstream.processor.pipeline.WaitListener;
import java.util.function.BooleanSupplier;
import java.util.function.LongConsumer;
import java.util.function.UnaryOperator;
import org.apache.kafka.clients.consumer.ConsumerRecords;

/**
 * Hooks that the service adds to the Kafka clients of Streams. Several threads may call a hook at the same time.
 *
 * @param beforeSubscribe called on each stream thread before it joins the consumer group; may block; false if the
 *     thread must not join, because the process shuts down
 * @param filterPolled removes polled records before they are prefetched and processed; must not fail
 * @param clientIdSuffix appended to the client id of each member of the consumer group
 * @param waits receives how long each image waits
 * @param onLost receives the number of records that retention deleted before they were read, once per gap
 */
public record ClientHooks(
        BooleanSupplier beforeSubscribe,
        UnaryOperator<ConsumerRecords<byte[], byte[]>> filterPolled,
        String clientIdSuffix,
        WaitListener waits,
        LongConsumer onLost) {}
