package io.pawstream.producer.publish;

import io.pawstream.producer.publish.PublishSummary.Unpublished;

/** Counts the results of images and notifies the listener. Thread-safe. */
final class Tally {

    private final PublishListener listener;
    private final Runnable onFailure;
    private long acknowledged;
    private long acknowledgedBytes;
    private Unpublished tooLarge = Unpublished.NONE;
    private Unpublished failed = Unpublished.NONE;
    private Unpublished notImages = Unpublished.NONE;
    private boolean sendFailed;

    /**
     * Creates an empty tally.
     *
     * @param listener receives each result
     * @param onFailure runs when sending fails, on the thread that reports the failure
     */
    Tally(PublishListener listener, Runnable onFailure) {
        this.listener = listener;
        this.onFailure = onFailure;
    }

    void sending(OutgoingImage image) {
        listener.sending(image);
    }

    void acknowledged(OutgoingImage image, int partition, long offset) {
        synchronized (this) {
            acknowledged++;
            acknowledgedBytes += image.bytes();
        }
        listener.acknowledged(image, partition, offset);
    }

    void tooLarge(OutgoingImage image) {
        synchronized (this) {
            tooLarge = tooLarge.plus(image.name() + " (" + image.bytes() + " bytes)");
        }
        listener.tooLarge(image);
    }

    /** Counts a failed send. The sender then stops, because such a failure affects all records. */
    void failed(OutgoingImage image, Exception cause, String reason) {
        synchronized (this) {
            failed = failed.plus(image.name() + ": " + reason);
            sendFailed = true;
        }
        listener.failed(image, cause);
        onFailure.run();
    }

    void notSent(String name, String reason) {
        synchronized (this) {
            failed = failed.plus(name + ": " + reason);
        }
        listener.notSent(name, reason);
    }

    void notAnImage(String name) {
        synchronized (this) {
            notImages = notImages.plus(name);
        }
        listener.notAnImage(name);
    }

    /** {@return whether sending an image has failed} */
    synchronized boolean hasFailed() {
        return sendFailed;
    }

    synchronized PublishSummary summary(double seconds, boolean stopped) {
        return new PublishSummary(acknowledged, acknowledgedBytes, tooLarge, failed, notImages, seconds, stopped);
    }
}
