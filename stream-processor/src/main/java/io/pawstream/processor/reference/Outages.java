package io.pawstream.processor.reference;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * Hosts that do not answer. One that has not answered for as long as a picture is tried is given up: its pictures are
 * not tried, so that they do not hold up all others, but for one now and then that shows whether the host is back.
 *
 * <p>Times are those of {@link System#nanoTime()}.
 */
final class Outages {

    private final long giveUpNanos;
    private final Map<String, Outage> outages = new HashMap<>();

    private record Outage(long beganAt, long lastTryAt) {}

    Outages(Duration giveUpAfter) {
        this.giveUpNanos = giveUpAfter.toNanos();
    }

    /** Whether a host may be tried now; one that is given up may not again for a while. */
    synchronized boolean mayTry(String host, long now) {
        Outage outage = outages.get(host);
        if (outage == null || now - outage.beganAt < giveUpNanos) {
            return true;
        }
        if (now - outage.lastTryAt < giveUpNanos) {
            return false;
        }
        if (now - outage.lastTryAt < 2 * giveUpNanos) {
            outages.put(host, new Outage(outage.beganAt, now));
        } else {
            // Nobody has asked for long: what was then says nothing about now.
            outages.remove(host);
        }
        return true;
    }

    /** A try has failed. */
    synchronized void failed(String host, long now) {
        Outage before = outages.get(host);
        outages.put(host, new Outage(before == null ? now : before.beganAt, now));
    }

    /** The host has answered, whatever it said. */
    synchronized void answered(String host) {
        outages.remove(host);
    }
}
