/** One image from encoded bytes to its outcome: decode, batch, infer. Plain Java, nothing of Kafka in it. */
package io.pawstream.processor.pipeline;
