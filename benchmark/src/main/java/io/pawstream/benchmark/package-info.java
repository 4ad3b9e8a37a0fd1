/** The command line of the benchmarks. */
@NullMarked
package io.pawstream.benchmark;

import org.jspecify.annotations.NullMarked;
