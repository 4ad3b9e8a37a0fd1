package io.pawstream.processor.fetch;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Configuration of images by reference. By default, nothing is fetched. */
@ConfigMapping(prefix = "pawstream.references")
public interface FetchConfig {

    /** Directory below which files are read; if absent, {@code file:} URIs are rejected. */
    Optional<Path> fileRoot();

    /** Allowed hosts, {@code host} or {@code host:port}; if absent, {@code http:} and {@code https:} URIs are rejected. */
    Optional<List<String>> hosts();

    /** Whether these hosts may resolve to private or local addresses. */
    @WithDefault("false")
    boolean allowPrivateAddresses();

    /** Maximum duration of one attempt over HTTP, redirects and body included; above 0. */
    @WithDefault("10s")
    Duration timeout();

    /** Maximum size of a referenced image in bytes; the limit for all images applies as well. */
    @WithDefault("16777216")
    int maxBytes();

    /** Concurrent fetches, and fetched images that wait to be decoded; at least 1. */
    @WithDefault("4")
    int threads();

    /** Delay before the second attempt, doubled for each further attempt; above 0. */
    @WithDefault("100ms")
    Duration retryBackoff();

    /** Time since the first failure after which no attempt starts; above 0. */
    @WithDefault("30s")
    Duration retryTimeout();

    /**
     * Returns the validated settings.
     *
     * @param maxImageBytes maximum size of any image in bytes, at least 1
     * @throws IllegalArgumentException if a value is out of range
     */
    default FetchSettings settings(long maxImageBytes) {
        return new FetchSettings(
                fileRoot().orElse(null),
                new HttpSettings(hosts().orElse(List.of()), allowPrivateAddresses(), timeout()),
                (int) Math.min(maxBytes(), maxImageBytes),
                threads(),
                new RetrySettings(retryBackoff(), retryTimeout()));
    }
}
