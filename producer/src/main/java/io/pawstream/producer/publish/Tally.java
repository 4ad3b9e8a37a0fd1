package io.pawstream.producer.publish;

import java.util.ArrayList;
import java.util.List;

/** Counts what becomes of pictures and tells the listener; for several threads. */
final class Tally {

    private final PublishListener listener;
    private final Runnable whenBroken;
    private final List<String> tooLargeNames = new ArrayList<>();
    private final List<String> failures = new ArrayList<>();
    private long acknowledged;
    private long acknowledgedBytes;
    private long tooLarge;
    private long failed;
    private long notPictures;
    private boolean broken;

    /**
     * An empty tally.
     *
     * @param listener is told of each picture
     * @param whenBroken is run when sending fails, on the Kafka client's thread
     */
    Tally(PublishListener listener, Runnable whenBroken) {
        this.listener = listener;
        this.whenBroken = whenBroken;
    }

    void sending(OutgoingPicture picture) {
        listener.sending(picture);
    }

    void acknowledged(OutgoingPicture picture, int partition, long offset) {
        synchronized (this) {
            acknowledged++;
            acknowledgedBytes += picture.bytes();
        }
        listener.acknowledged(picture, partition, offset);
    }

    void tooLarge(OutgoingPicture picture) {
        synchronized (this) {
            tooLarge++;
            name(tooLargeNames, picture.name() + " (" + picture.bytes() + " bytes)");
        }
        listener.tooLarge(picture);
    }

    /** Sending fails for all: what comes after it need not be tried. */
    void failed(OutgoingPicture picture, Exception cause, String reason) {
        synchronized (this) {
            failed++;
            broken = true;
            name(failures, picture.name() + ": " + reason);
        }
        listener.failed(picture, cause);
        whenBroken.run();
    }

    void notSent(String name, String reason) {
        synchronized (this) {
            failed++;
            name(failures, name + ": " + reason);
        }
        listener.notSent(name, reason);
    }

    void notAPicture(String name) {
        synchronized (this) {
            notPictures++;
        }
        listener.notAPicture(name);
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
                notPictures,
                seconds,
                stopped);
    }

    private static void name(List<String> names, String name) {
        if (names.size() < PublishSummary.MAX_NAMES && !names.contains(name)) {
            names.add(name);
        }
    }
}
