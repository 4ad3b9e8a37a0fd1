/** How to reach a Kafka broker, the topics it has, and errors in words for people. */
package io.pawstream.producer.broker;
