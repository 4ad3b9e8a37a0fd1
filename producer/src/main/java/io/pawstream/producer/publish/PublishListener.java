package io.pawstream.producer.publish;

/**
 * Hears what becomes of each image. The calls come from the publishing thread and from the Kafka client's; they must
 * not block.
 */
public interface PublishListener {

    /** Does nothing. */
    PublishListener NONE = new PublishListener() {};

    /** It is about to be sent: a prediction can arrive even before {@link #acknowledged}. */
    default void sending(OutgoingImage image) {}

    /** The broker has it. */
    default void acknowledged(OutgoingImage image, int partition, long offset) {}

    /** It is larger than the topic allows; the broker does not have it. */
    default void tooLarge(OutgoingImage image) {}

    /** It could not be sent. */
    default void failed(OutgoingImage image, Exception cause) {}

    /** An image that cannot be read, or that was not sent because sending had failed before. */
    default void notSent(String name, String reason) {}

    /** A file whose name is not that of an image; told once, also in a loop. */
    default void notAnImage(String name) {}
}
