package io.pawstream.processor.pipeline;

/** Receives how long each image waits before and after the work on it. Several threads may call it at the same time. */
public interface WaitListener {

    /** A listener that ignores all calls. */
    WaitListener NONE = new WaitListener() {};

    /**
     * Called when an image record is polled.
     *
     * @param seconds time since the timestamp of the record, at least 0
     */
    default void polled(double seconds) {}

    /**
     * Called when a stream thread processes the result of an image.
     *
     * @param seconds time since the result was complete
     */
    default void processed(double seconds) {}

    /**
     * Called when the broker acknowledges an output record.
     *
     * @param seconds time since the record was sent
     */
    default void published(double seconds) {}

    /**
     * Called when the result of an image is committed.
     *
     * @param seconds time since a stream thread processed it
     */
    default void committed(double seconds) {}
}
