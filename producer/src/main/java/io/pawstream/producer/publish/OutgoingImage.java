package io.pawstream.producer.publish;

import java.util.Optional;

/**
 * An image event that is passed to the Kafka client.
 *
 * @param id {@code ce_id} of its event
 * @param name name in its source, which is {@code ce_subject} of the event
 * @param label the true class; empty if the source does not have labels
 * @param bytes size of the encoded image in bytes
 * @param dueNanoTime when the event was due at the rate of the plan, on the clock of {@link System#nanoTime}. A latency
 *     measured from here includes the delay that a slow broker causes in the sender.
 * @param sendNanoTime when the event was passed to the Kafka client, on the same clock
 */
public record OutgoingImage(
        String id, String name, Optional<String> label, int bytes, long dueNanoTime, long sendNanoTime) {}
