/** JMH micro-benchmarks: how fast images are decoded and classified without Kafka. */
package io.pawstream.benchmark;
