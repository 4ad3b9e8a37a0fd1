package io.pawstream.producer.publish;

import java.util.ArrayList;
import java.util.List;

/** Counts what becomes of images and tells the listener; for several threads. */
final class Tally {

    private final PublishListener listener;
    private final Runnable whenBroken;
    private final List<String> tooLargeNames = new ArrayList<>();
    private final List<String> failures = new ArrayList<>();
    private long acknowledged;
    private long acknowledgedBytes;
    private long tooLarge;
    private long failed;
    private long notImages;
    private boolean broken;

    /**
     * An empty tally.
     *
     * @param listener is told of each image
     * @param whenBroken is run when sending fails, on the Kafka client's thread
     */
    Tally(PublishListener listener, Runnable whenBroken) {
        this.listener = listener;
        this.whenBroken = whenBroken;
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
            name(tooLargeNames, image.name() + " (" + image.bytes() + " bytes)");
        }
        listener.tooLarge(image);
    }

    /** Sending fails for all: what comes after it need not be tried. */
    void failed(OutgoingImage image, Exception cause, String reason) {
        synchronized (this) {
            failed++;
            broken = true;
            name(failures, image.name() + ": " + reason);
        }
        listener.failed(image, cause);
        whenBroken.run();
    }

    void notSent(String name, String reason) {
        synchronized (this) {
            failed++;
            name(failures, name + ": " + reason);
        }
        listener.notSent(name, reason);
    }

    void notAnImage(String name) {
        synchronized (this) {
            notImages++;
        }
        listener.notAnImage(name);
    }

    /** Whether sending has failed. */
    synchronized boolean isBroken() {
        return broken;
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

    private static void name(List<String> names, String name) {
        if (names.size() < PublishSummary.MAX_NAMES && !names.contains(name)) {
            names.add(name);
        }
    }
}
