/** The Kafka Streams topology: each image record becomes one prediction or one rejection. */
package io.pawstream.processor.streams;
