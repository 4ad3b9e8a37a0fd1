package io.pawstream.processor.fetch;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Configuration of images by reference. By default, all references are rejected. */
@ConfigMapping(prefix = "pawstream.references")
public interface FetchConfig {

    /** {@return the directory below which files are read; if empty, {@code file:} URIs are rejected} */
    Optional<Path> fileRoot();

    /** {@return the allowed hosts, {@code host} or {@code host:port}; if empty, HTTP and HTTPS URIs are rejected} */
    Optional<List<String>> hosts();

    /** {@return whether these hosts may resolve to private or local addresses} */
    @WithDefault("false")
    boolean allowPrivateAddresses();

    /** {@return the maximum duration of one attempt over HTTP, including redirects and body; above 0} */
    @WithDefault("10s")
    Duration timeout();

    /** {@return the maximum size of a referenced image in bytes; the limit for all images applies as well} */
    @WithDefault("16777216")
    int maxBytes();

    /** {@return the maximum number of concurrent fetches, and of fetched images that wait to be decoded; at least 1} */
    @WithDefault("4")
    int threads();

    /** {@return the maximum delay before the second attempt, doubled for each further attempt; above 0} */
    @WithDefault("100ms")
    Duration retryBackoff();

    /** {@return the time since the first failure after which no attempt starts; above 0} */
    @WithDefault("30s")
    Duration retryTimeout();

    /**
     * Converts the configuration to settings.
     *
     * @param maxImageBytes maximum size of any image in bytes, at least 1
     * @return the validated settings
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
