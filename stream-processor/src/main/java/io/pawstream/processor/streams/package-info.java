/**
 * The Kafka Streams application: topology, prefetch, clients, records of results, failures. The only room with Kafka Streams
 * types.
 */
@NullMarked
package io.pawstream.processor.streams;

import org.jspecify.annotations.NullMarked;
