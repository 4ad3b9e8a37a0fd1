package io.pawstream.producer.publish;

/**
 * Receives the result of each image. The publishing thread and the thread of the Kafka client call it; it must not
 * block.
 */
public interface PublishListener {

    /** Ignores all results. */
    PublishListener NONE = new PublishListener() {};

    /**
     * The image is about to be sent. Its prediction can arrive before {@link #acknowledged} is called.
     *
     * @param image the image
     */
    default void sending(OutgoingImage image) {}

    /**
     * The broker has acknowledged the image.
     *
     * @param image the image
     * @param partition partition of its record
     * @param offset offset of its record
     */
    default void acknowledged(OutgoingImage image, int partition, long offset) {}

    /**
     * The image is larger than the topic allows and was not published.
     *
     * @param image the image
     */
    default void tooLarge(OutgoingImage image) {}

    /**
     * Sending the image failed.
     *
     * @param image the image
     * @param cause the exception of the Kafka client
     */
    default void failed(OutgoingImage image, Exception cause) {}

    /**
     * The image cannot be read, or sending an earlier image failed.
     *
     * @param name name of the image in its source
     * @param reason why it was not sent
     */
    default void notSent(String name, String reason) {}

    /**
     * A file has no image extension. Called once per file, also in a loop.
     *
     * @param name name of the file in its source
     */
    default void notAnImage(String name) {}
}
