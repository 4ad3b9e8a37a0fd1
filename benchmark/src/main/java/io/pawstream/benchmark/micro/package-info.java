/** JMH micro-benchmarks of image decoding and inference without Kafka. */
@NullMarked
package io.pawstream.benchmark.micro;

import org.jspecify.annotations.NullMarked;
