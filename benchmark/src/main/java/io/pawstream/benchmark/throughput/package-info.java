/** images per second: decoding and inference in a bare loop, and the whole pipeline on the same cores. */
package io.pawstream.benchmark.throughput;
