/** Processes an image from encoded bytes to its result: prepares, decodes, batches, infers. Uses no Kafka types. */
@NullMarked
package io.pawstream.processor.pipeline;

import org.jspecify.annotations.NullMarked;
