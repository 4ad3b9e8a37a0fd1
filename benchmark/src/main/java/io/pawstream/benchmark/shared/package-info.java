/** Options, workload, statistics and result files of all benchmarks. */
@NullMarked
package io.pawstream.benchmark.shared;

import org.jspecify.annotations.NullMarked;
