package io.pawstream.processor.fetch;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * Which addresses are fetched, and how.
 *
 * @param fileRoot folder below which files are read, or null to read none
 * @param hosts who is asked: {@code name} for the default ports of http and https, or {@code name:port}
 * @param privateAddresses whether a host may be in a private network or on this machine
 * @param timeout longest time of one try over HTTP, from the first byte sent to the last one received
 * @param maxBytes most bytes of an image
 * @param threads images that are fetched at a time, and places for fetched images that are not decoded yet
 * @param firstRetry time before the second try, doubled for each one after it
 * @param giveUpAfter time since the first failure, of this image or of its host, after which no further try begins
 */
public record ReferenceSettings(
        Path fileRoot,
        List<String> hosts,
        boolean privateAddresses,
        Duration timeout,
        int maxBytes,
        int threads,
        Duration firstRetry,
        Duration giveUpAfter) {

    public ReferenceSettings {
        hosts = List.copyOf(hosts);
        if (maxBytes < 1 || maxBytes == Integer.MAX_VALUE || threads < 1) {
            throw new IllegalArgumentException("pawstream.references: max-bytes is " + maxBytes + " and threads are "
                    + threads + "; both must be at least 1, and max-bytes below 2 GiB");
        }
        for (Duration duration : List.of(timeout, firstRetry, giveUpAfter)) {
            if (duration.isNegative() || duration.isZero()) {
                throw new IllegalArgumentException("pawstream.references: timeout is " + timeout + ", first-retry "
                        + firstRetry + ", give-up-after " + giveUpAfter + "; each must be above 0");
            }
        }
    }
}
