/** Connects to a Kafka broker, creates and describes topics, and explains Kafka errors to users. */
@NullMarked
package io.pawstream.producer.broker;

import org.jspecify.annotations.NullMarked;
