package io.pawstream.processor.app;

import java.util.function.UnaryOperator;
import org.apache.kafka.clients.consumer.ConsumerRecords;

/** Removes polled records that this process must not classify. */
@FunctionalInterface
interface PollFilter extends UnaryOperator<ConsumerRecords<byte[], byte[]>> {}
