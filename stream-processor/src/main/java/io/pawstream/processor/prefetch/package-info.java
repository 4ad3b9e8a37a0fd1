/** Starts the work on records when they are polled, so that pictures meet in batches before Streams asks for them. */
package io.pawstream.processor.prefetch;
