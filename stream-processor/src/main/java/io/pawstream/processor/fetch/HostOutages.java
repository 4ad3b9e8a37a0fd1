package io.pawstream.processor.fetch;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * Tracks how long each host has been failing. All images of a host share its outage, so that they wait for it at the
 * same time and not one after the other.
 *
 * <p>Times are values of {@link System#nanoTime()}.
 */
final class HostOutages {

    private final long forgetAfterNanos;
    private final Map<String, Outage> outages = new HashMap<>();

    private record Outage(long beganAt, long lastFailureAt) {}

    /**
     * Creates a tracker without outages.
     *
     * @param forgetAfter time without an attempt after which an outage is forgotten
     */
    HostOutages(Duration forgetAfter) {
        this.forgetAfterNanos = forgetAfter.toNanos();
    }

    /**
     * Records a failed attempt.
     *
     * @param host the host
     * @param now current time
     * @return duration of the outage in nanoseconds, 0 for its first failure
     */
    synchronized long failed(String host, long now) {
        Outage before = outages.get(host);
        long beganAt = before == null || now - before.lastFailureAt > forgetAfterNanos ? now : before.beganAt;
        outages.put(host, new Outage(beganAt, now));
        return now - beganAt;
    }

    /**
     * Ends the outage of a host.
     *
     * @param host the host, which has responded
     */
    synchronized void responded(String host) {
        outages.remove(host);
    }
}
