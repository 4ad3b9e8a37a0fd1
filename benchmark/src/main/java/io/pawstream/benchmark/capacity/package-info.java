/** How throughput, CPU time and memory depend on images and deployment, and a model that predicts them. */
@NullMarked
package io.pawstream.benchmark.capacity;

import org.jspecify.annotations.NullMarked;
