/** An embedded Kafka broker, the processor as a process, and numbered images: for the demo, benchmarks and tests. */
package io.pawstream.testkit;
