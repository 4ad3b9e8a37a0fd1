/**
 * The Kafka Streams application: topology, prefetching, clients, output records and failures.
 */
@NullMarked
package io.pawstream.processor.streams;

import org.jspecify.annotations.NullMarked;
