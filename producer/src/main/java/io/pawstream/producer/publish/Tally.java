package io.pawstream.producer.publish;

import java.util.ArrayList;
import java.util.List;

/** Counts the results of images and notifies the listener. Thread-safe. */
final class Tally {

    private final PublishListener listener;
    private final Runnable onFailure;
    private final List<String> tooLargeNames = new ArrayList<>();
    private final List<String> failures = new ArrayList<>();
    private long acknowledged;
    private long acknowledgedBytes;
    private long tooLarge;
    private long failed;
    private long notImages;
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
            tooLarge++;
            addName(tooLargeNames, image.name() + " (" + image.bytes() + " bytes)");
        }
        listener.tooLarge(image);
    }

    /** Counts a failed send. The sender then stops, because such a failure affects all records. */
    void failed(OutgoingImage image, Exception cause, String reason) {
        synchronized (this) {
            failed++;
            sendFailed = true;
            addName(failures, image.name() + ": " + reason);
        }
        listener.failed(image, cause);
        onFailure.run();
    }

    void notSent(String name, String reason) {
        synchronized (this) {
            failed++;
            addName(failures, name + ": " + reason);
        }
        listener.notSent(name, reason);
    }

    void notAnImage(String name) {
        synchronized (this) {
            notImages++;
        }
        listener.notAnImage(name);
    }

    /** {@return whether sending an image has failed} */
    synchronized boolean hasFailed() {
        return sendFailed;
    }

    synchronized PublishSummary summary(double seconds, boolean stopped) {
        return new PublishSummary(
                acknowledged,
                acknowledgedBytes,
                tooLarge,
                tooLargeNames,
                failed,
                failures,
                notImages,
                seconds,
                stopped);
    }

    private static void addName(List<String> names, String name) {
        if (names.size() < PublishSummary.MAX_NAMES && !names.contains(name)) {
            names.add(name);
        }
    }
}
