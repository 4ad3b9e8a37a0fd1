/** Throughput and CPU time per image: of the baseline loop, the pipeline and other consumers. */
@NullMarked
package io.pawstream.benchmark.throughput;

import org.jspecify.annotations.NullMarked;
