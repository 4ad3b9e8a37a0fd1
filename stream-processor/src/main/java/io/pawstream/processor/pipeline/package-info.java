/** One image from encoded bytes to its result: prepare, decode, batch, infer. Plain Java. */
@NullMarked
package io.pawstream.processor.pipeline;

import org.jspecify.annotations.NullMarked;
