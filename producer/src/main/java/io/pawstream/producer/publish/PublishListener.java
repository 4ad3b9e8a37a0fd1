package io.pawstream.producer.publish;

/**
 * Receives the result of each image. Implementations are called by the publishing thread and by the thread of the Kafka
 * client, and must not block.
 */
public interface PublishListener {

    /** Ignores all results. */
    PublishListener NONE = new PublishListener() {};

    /**
     * Called before the image is sent. Its prediction can arrive before {@link #acknowledged} is called.
     *
     * @param image the image
     */
    default void sending(OutgoingImage image) {}

    /**
     * Called when the broker has acknowledged the image.
     *
     * @param image the image
     * @param partition partition of its record
     * @param offset offset of its record
     */
    default void acknowledged(OutgoingImage image, int partition, long offset) {}

    /**
     * Called if the image was not published because it is larger than the topic allows.
     *
     * @param image the image
     */
    default void tooLarge(OutgoingImage image) {}

    /**
     * Called if sending the image failed.
     *
     * @param image the image
     * @param cause the exception of the Kafka client
     */
    default void failed(OutgoingImage image, Exception cause) {}

    /**
     * Called if the image was not sent because it cannot be read or sending an earlier image failed.
     *
     * @param name name of the image in its source
     * @param reason why it was not sent
     */
    default void notSent(String name, String reason) {}

    /**
     * Called once for each file without an image extension, even if the images are repeated.
     *
     * @param name name of the file in its source
     */
    default void notAnImage(String name) {}
}
