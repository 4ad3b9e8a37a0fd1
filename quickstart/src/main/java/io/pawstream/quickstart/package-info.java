/** The whole product on one machine: a real Kafka broker in this process, the processor in another, and the demo. */
package io.pawstream.quickstart;
