package io.pawstream.producer.publish;

import java.util.Optional;

/**
 * An image on its way to the broker.
 *
 * @param id {@code ce_id} of its event
 * @param name name in its source, the event's subject
 * @param label the class it is known to have, if its source knows
 * @param bytes size of the encoded image
 * @param dueNanoTime when its turn was by the plan's rate, on the clock of {@link System#nanoTime}; latency measured
 *     from here does not hide that a slow broker held up the sender
 * @param sendNanoTime when it was handed to the Kafka client
 */
public record OutgoingImage(
        String id, String name, Optional<String> label, int bytes, long dueNanoTime, long sendNanoTime) {}
