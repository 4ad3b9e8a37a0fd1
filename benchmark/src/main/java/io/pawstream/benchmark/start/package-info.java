/** The time that the demo and the processor take to start. */
@NullMarked
package io.pawstream.benchmark.start;

import org.jspecify.annotations.NullMarked;
