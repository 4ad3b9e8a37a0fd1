/** Compares the processor with consumers that others would write or install for the same topic. */
@NullMarked
package io.pawstream.benchmark.consumers;

import org.jspecify.annotations.NullMarked;
