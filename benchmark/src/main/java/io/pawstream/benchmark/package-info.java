/** JMH micro-benchmarks: how fast pictures are decoded and classified without Kafka. */
package io.pawstream.benchmark;
