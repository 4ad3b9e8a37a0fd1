package io.pawstream.processor.fetch;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * For how long hosts have not answered. The images of a host share its outage, so that they do not wait for it one after
 * the other.
 *
 * <p>Times are those of {@link System#nanoTime()}.
 */
final class Outages {

    private final long forgetAfterNanos;
    private final Map<String, Outage> outages = new HashMap<>();

    private record Outage(long beganAt, long lastFailureAt) {}

    /**
     * No outage yet.
     *
     * @param forgetAfter time without a try after which an outage is forgotten: what was then says nothing about now
     */
    Outages(Duration forgetAfter) {
        this.forgetAfterNanos = forgetAfter.toNanos();
    }

    /** A try has failed; for how many nanoseconds now no try has succeeded. */
    synchronized long failed(String host, long now) {
        Outage before = outages.get(host);
        boolean isNew = before == null || now - before.lastFailureAt > forgetAfterNanos;
        Outage outage = new Outage(isNew ? now : before.beganAt, now);
        outages.put(host, outage);
        return now - outage.beganAt;
    }

    /** The host has answered well. */
    synchronized void answered(String host) {
        outages.remove(host);
    }
}
