/** Latency at a given load, measured without coordinated omission. */
@NullMarked
package io.pawstream.benchmark.latency;

import org.jspecify.annotations.NullMarked;
