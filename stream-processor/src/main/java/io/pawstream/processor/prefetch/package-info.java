/** Starts the work on records when they are polled, so that images meet in batches before Streams asks for them. */
package io.pawstream.processor.prefetch;
